using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.StateMachines;
using OrderingSystem.Engine.Stores;
using OrderingSystem.StatesLanguage;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Tests.Stores;

/// <summary>Executions as the interpreter makes them, for tests of what keeps them.</summary>
internal sealed class SampleExecutions
{
    public const string Definition =
        """
        {
          "StartAt": "Book",
          "States": {
            "Book": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:book", "TimeoutSeconds": 60, "Next": "Pause" },
            "Pause": { "Type": "Wait", "Seconds": 3600, "Next": "Done" },
            "Done": { "Type": "Succeed" }
          }
        }
        """;

    public static readonly DateTimeOffset Epoch = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly Interpreter _interpreter = new(new PlainMint());
    private readonly StateMachineDefinition _definition = StateMachineReader.Read(Definition).Definition!;

    public static StateMachineRevision Revision(long id = 1, long stateMachineId = 1, string name = "orders") => new(
        id, stateMachineId, name, $"arn:aws:states:us-east-1:123456789012:stateMachine:{name}", StateMachineType.Standard,
        "arn:aws:iam::123456789012:role/engine", Definition, "sha256:1", $"revision-{id}", Epoch, Epoch);

    /// <summary>A new execution with its first task in flight.</summary>
    public ExecutionCommit Start(long id, string name, StateMachineRevision? revision = null, string input = """{"orderId": "o-1"}""", StartedOn startedOn = default)
    {
        revision ??= Revision();
        var facts = new ExecutionFacts(revision.ExecutionArn(name), name, revision.Arn, revision.Name, revision.DefinitionId, revision.RoleArn,
            Epoch, Payload.FromText(input), TraceHeader: null)
        {
            Version = startedOn.Version,
            Alias = startedOn.Alias,
        };
        return new ExecutionCommit(id, revision, Before: null, _interpreter.Start(_definition, facts, new StartRequested(Epoch, Entropy: 1)));
    }

    /// <summary>The task has succeeded; the execution sleeps for an hour from then.</summary>
    public ExecutionCommit Sleep(ExecutionCommit started, TimeSpan? after = null) => Follow(
        started, new TaskSucceeded(Epoch + (after ?? TimeSpan.FromSeconds(1)), Entropy: 2, TaskId: 1, Payload.FromText("""{"booked": true}""")));

    /// <summary>The hour is over, and so is the execution.</summary>
    public ExecutionCommit End(ExecutionCommit asleep) => Follow(asleep, new TimeReached(asleep.After.NextDue!.Value, Entropy: 3));

    public ExecutionCommit Stop(ExecutionCommit running) => Follow(running, new StopRequested(Epoch.AddMinutes(1), Entropy: 4, "Stopped", "by hand"));

    public ExecutionCommit Follow(ExecutionCommit from, Stimulus stimulus) =>
        new(from.ExecutionId, from.Revision, from.After, _interpreter.Advance(_definition, from.After, stimulus));

    private sealed class PlainMint : ITaskTokenMint
    {
        public TaskToken Mint(string executionArn, long taskId) => new($"{executionArn}#{taskId}");
    }
}
