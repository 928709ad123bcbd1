using Microsoft.Extensions.Time.Testing;
using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.Entropy;
using OrderingSystem.Engine.Integrations.Lambda;
using OrderingSystem.Engine.Stores;
using OrderingSystem.Engine.Stores.InMemory;
using OrderingSystem.Engine.Tests.Shell;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.History;

namespace OrderingSystem.Engine.Integrations.Tests;

/// <summary><c>states:startExecution.sync</c> on a real engine: the parent sleeps while its child runs, and hears of its end whatever happens in between.</summary>
public sealed class NestedExecutionsTests : IAsyncDisposable
{
    private const string Role = "arn:aws:iam::123456789012:role/r";
    private const string ChildWaits = """{ "StartAt": "W", "States": { "W": { "Type": "Wait", "Seconds": 86400, "Next": "P" }, "P": { "Type": "Pass", "Result": { "Arg1": "argument1" }, "End": true } } }""";

    private readonly InMemoryExecutionStore _store = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Theory]
    [InlineData(".sync", "\"{\\\"Arg1\\\":\\\"argument1\\\"}\"", "\"{\\\"a\\\":1}\"")]
    [InlineData(".sync:2", """{"Arg1":"argument1"}""", """{"a":1}""")]
    public async Task Sync_ChildSucceedsADayLater_ItsDescriptionIsTheResult(string form, string output, string input)
    {
        await using var engine = await StartAsync();
        var parent = await StartParentAsync(engine, form, ChildWaits);

        await RunToRestAsync(engine);

        var ended = await engine.Api.DescribeExecutionAsync(parent, default);
        ended.Status.Should().Be(ExecutionStatus.Succeeded, ended.Cause);
        var result = (JsonObject)ended.Output!.Value;
        result.Select(member => member.Key).Should().Equal(
            "ExecutionArn", "Input", "InputDetails", "Name", "Output", "OutputDetails", "RedriveCount", "RedriveStatus", "RedriveStatusReason", "StartDate", "StateMachineArn", "Status", "StopDate");
        (result["Output"]!.ToString(), result["Input"]!.ToString(), result["Status"]!.ToString()).Should().Be((output, input, "\"SUCCEEDED\""));
        (ended.StopDate - ended.StartDate).Should().Be(TimeSpan.FromDays(1));
        (await HistoryAsync(engine, parent)).Should().Equal(
            HistoryEventType.ExecutionStarted, HistoryEventType.TaskStateEntered, HistoryEventType.TaskScheduled, HistoryEventType.TaskStarted, HistoryEventType.TaskSubmitted,
            HistoryEventType.TaskSucceeded, HistoryEventType.TaskStateExited, HistoryEventType.ExecutionSucceeded);
        (await _store.ReadCatalogAsync("await/", default)).Should().BeEmpty();
    }

    [Fact]
    public async Task Sync_ChildFailsAtOnce_TheTaskFailsWithItsDescription()
    {
        await using var engine = await StartAsync();
        var parent = await StartParentAsync(engine, ".sync:2", """{ "StartAt": "F", "States": { "F": { "Type": "Fail", "Error": "Oops", "Cause": "why" } } }""");

        var ended = await engine.Api.WaitForEndAsync(parent, default).WaitAsync(TimeSpan.FromSeconds(20));

        (ended.Status, ended.Error).Should().Be((ExecutionStatus.Failed, "States.TaskFailed"));
        var cause = (JsonObject)JsonValue.Parse(ended.Cause!);
        (cause["Status"], cause["Error"], cause["Cause"]).Should().Be((JsonValue.Of("FAILED"), JsonValue.Of("Oops"), JsonValue.Of("why")));
        (await HistoryAsync(engine, parent)).Should().ContainInOrder(HistoryEventType.TaskSubmitted, HistoryEventType.TaskFailed);
    }

    [Fact]
    public async Task Sync_EngineStopsWhileTheChildRuns_TheNextOneTellsTheParent()
    {
        string parent;
        await using (var first = await StartAsync())
        {
            parent = await StartParentAsync(first, ".sync", ChildWaits);
            _ = await first.Idle.WhenIdleAsync(default);
        }

        await using var second = await StartAsync();
        await RunToRestAsync(second);

        (await second.Api.DescribeExecutionAsync(parent, default)).Status.Should().Be(ExecutionStatus.Succeeded);
        (await second.Api.ListExecutionsAsync(new ListExecutionsRequest(Arn("child"), null, new PageRequest(0, null)), default)).Items.Should().ContainSingle();
    }

    [Fact]
    public async Task Sync_ParentIsStopped_TheChildIsStopped()
    {
        await using var engine = await StartAsync();
        var parent = await StartParentAsync(engine, ".sync", ChildWaits);
        _ = await engine.Idle.WhenIdleAsync(default);

        _ = await engine.Api.StopExecutionAsync(parent, null, null, default);
        _ = await engine.Idle.WhenIdleAsync(default);

        var child = (await engine.Api.ListExecutionsAsync(new ListExecutionsRequest(Arn("child"), null, new PageRequest(0, null)), default)).Items.Single();
        child.Status.Should().Be(ExecutionStatus.Aborted);
    }

    [Fact]
    public async Task StartExecution_MadeAgainAfterACrash_StartsNothingTwice()
    {
        const string Parent = """
            { "StartAt": "Start", "States": { "Start": { "Type": "Task", "Resource": "arn:aws:states:::states:startExecution", "Parameters": { "StateMachineArn": "CHILD", "Input.$": "$" }, "End": true } } }
            """;
        await using (var first = await StartAsync(new CrashingStore(_store, crashAt: 3, keepLast: false))) // the child is stored, its parent not told
        {
            _ = await StartParentAsync(first, string.Empty, ChildWaits, Parent);
            _ = await first.Faulted;
        }

        await using var second = await StartAsync();
        await second.Recovery;
        await RunToRestAsync(second);

        (await second.Api.ListExecutionsAsync(new ListExecutionsRequest(Arn("child"), null, new PageRequest(0, null)), default)).Items.Should().ContainSingle();
    }

    private static string Arn(string name) => $"arn:aws:states:us-east-1:123456789012:stateMachine:{name}";

    private async Task<EmbeddedEngine> StartAsync(IExecutionStore? store = null)
    {
        var started = new TaskCompletionSource<IStepFunctionsEngine>(TaskCreationOptions.RunContinuationsAsynchronously);
        var engine = await EmbeddedEngine.StartAsync(new EngineParts(store ?? _store)
        {
            Clock = _clock,
            Integrations = [new LambdaIntegration(new InProcessLambdaInvoker(new Dictionary<string, LambdaHandler>(StringComparer.Ordinal))), new StepFunctionsIntegration(started.Task.WaitAsync)],
            Entropy = new SeededEntropySource((int)_store.LastExecutionId + 1),
            Options = new EngineOptions { ShutdownGrace = TimeSpan.Zero },
        });
        started.SetResult(engine.Api);
        return engine;
    }

    private static async Task<string> StartParentAsync(EmbeddedEngine engine, string form, string child, string? parent = null)
    {
        _ = await engine.Api.CreateStateMachineAsync(new CreateStateMachineRequest("child", child, Role, StateMachineType.Standard), default);
        var definition = parent?.Replace("CHILD", Arn("child"), StringComparison.Ordinal) ?? $$"""
            { "StartAt": "Start", "States": { "Start": { "Type": "Task", "Resource": "arn:aws:states:::states:startExecution{{form}}",
              "Parameters": { "StateMachineArn": "{{Arn("child")}}", "Input.$": "$" }, "End": true } } }
            """;
        var machine = await engine.Api.CreateStateMachineAsync(new CreateStateMachineRequest("parent", definition, Role, StateMachineType.Standard), default);
        return (await engine.Api.StartExecutionAsync(new StartExecutionRequest(machine.StateMachineArn, "p-1", """{"a":1}"""), default)).ExecutionArn;
    }

    private async Task RunToRestAsync(EmbeddedEngine engine)
    {
        while (await engine.Idle.WhenIdleAsync(default).WaitAsync(TimeSpan.FromSeconds(20)) is { } due)
        {
            _clock.SetUtcNow(due);
        }
    }

    private static async Task<IEnumerable<HistoryEventType>> HistoryAsync(EmbeddedEngine engine, string execution) =>
        (await engine.Api.GetExecutionHistoryAsync(execution, reverseOrder: false, new PageRequest(1_000, null), default)).Items.Select(e => e.Type);
}
