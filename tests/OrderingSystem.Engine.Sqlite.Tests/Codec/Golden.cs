using System.Collections.Immutable;
using OrderingSystem.Engine.Tests.Stores;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.History;
using OrderingSystem.StatesLanguage.MapRuns;

namespace OrderingSystem.Engine.Sqlite.Tests.Codec;

/// <summary>Rows as released versions stored them, in hexadecimal, and what they say. A file in <c>Golden/</c> is never edited.</summary>
internal static class Golden
{
    private static readonly Payload Input = Payload.FromText("""{"orderId": "o-1"}""");
    private static readonly Payload Output = Payload.FromText("""{"booked":true}""");
    private static readonly DateTimeOffset Time = SampleExecutions.Epoch.AddTicks(1_234_567);

    public static IReadOnlyList<HistoryEvent> Events { get; } =
    [
        new(1, 0, Time, HistoryEventType.ExecutionStarted, new ExecutionStartedDetails(Input, "role")),
        new(2, 0, Time, HistoryEventType.TaskStateEntered, new StateEnteredDetails("Book", Input)),
        new(3, 2, Time, HistoryEventType.LambdaFunctionScheduled, new FunctionScheduledDetails("arn:f", Input, 60, null, null)),
        new(4, 3, Time.AddSeconds(1), HistoryEventType.LambdaFunctionStarted, null),
        new(5, 4, Time.AddSeconds(1), HistoryEventType.LambdaFunctionSucceeded, new OutputDetails(Output)),
        new(6, 5, Time.AddSeconds(1), HistoryEventType.TaskStateExited, new StateExitedDetails("Book", Output, JsonObject.Of(("x", JsonValue.Of(1))))),
        new(7, 6, Time.AddSeconds(1), HistoryEventType.TaskScheduled, new TaskScheduledDetails("lambda", "invoke", "us-east-1", Input, null, 5, "role")),
        new(8, 7, Time.AddSeconds(1), HistoryEventType.TaskStarted, new TaskStartedDetails("lambda", "invoke")),
        new(9, 8, Time.AddSeconds(2), HistoryEventType.TaskSubmitted, new TaskOutputDetails("lambda", "invoke", Output)),
        new(10, 8, Time.AddSeconds(2), HistoryEventType.TaskFailed, new TaskErrorDetails("lambda", "invoke", null, "cause")),
        new(11, 4, Time.AddSeconds(2), HistoryEventType.ActivityStarted, new ActivityStartedDetails(null)),
        new(12, 11, Time.AddSeconds(2), HistoryEventType.MapStateStarted, new MapStateStartedDetails(2)),
        new(13, 12, Time.AddSeconds(2), HistoryEventType.MapIterationStarted, new MapIterationDetails("Map", 1)),
        new(14, 13, Time.AddSeconds(2), HistoryEventType.MapRunStarted, new MapRunStartedDetails("arn:run")),
        new(15, 14, Time.AddSeconds(2), HistoryEventType.MapRunRedriven, new MapRunRedrivenDetails("arn:run", 3)),
        new(16, 15, Time.AddSeconds(2), HistoryEventType.EvaluationFailed, new EvaluationFailedDetails("Book", null, "States.QueryEvaluationError", "why")),
        new(17, 16, Time.AddSeconds(2), HistoryEventType.ExecutionFailed, new ErrorDetails("States.Runtime", null)),
        new(18, 17, Time.AddSeconds(2), HistoryEventType.ExecutionRedriven, new ExecutionRedrivenDetails(1)),
    ];

    public static Execution Execution { get; } = new()
    {
        Facts = new ExecutionFacts("arn:aws:states:us-east-1:123456789012:execution:orders:a", "a", "arn:aws:states:us-east-1:123456789012:stateMachine:orders",
            "orders", "sha256:1", "arn:aws:iam::123456789012:role/engine", Time, Input, null),
        Status = ExecutionStatus.Running,
        LastEventId = 17,
        LastEventTime = Time.AddSeconds(2),
        NextFrameId = 6,
        NextTaskId = 4,
        Deadline = Time.AddDays(1),
        Error = new StatesError("Oops", null),
        RedriveCount = 1,
        RedriveTime = Time.AddSeconds(1),
        Frames = new[]
        {
            Frame(0, null, new WaitingForChildren(1, 5, 2, 3, 0)) with { RetrierAttempts = [1, 0], RetryCount = 1, Variables = JsonObject.Of(("x", JsonValue.Of(1))) },
            Frame(1, 0, new WaitingForTime(Time.AddHours(1))) with { Item = Output },
            Frame(2, 0, new WaitingForRetry(Time.AddMinutes(1))),
            Frame(3, 0, new WaitingForTask(new StartTask(3, "Book", 1, Resource, Output, new TaskToken("token"), 60, 5, "role"), true, Time.AddMinutes(1), null)),
            Frame(4, 0, WaitingForTurn.Instance),
            Frame(5, 0, new FrameEnded(Output)),
        }.ToImmutableSortedDictionary(f => f.Id, f => f),
    };

    /// <summary>A Distributed Map that waits for its run.</summary>
    public static Frame MapRun { get; } = Frame(0, null, new WaitingForMapRun(
        new MapRunPlan(7, "arn:aws:states:us-east-1:123456789012:mapRun:orders/each:1", "Each", Input, 10, 3, 12.5, ChildrenAreExpress: true)
        {
            ItemReader = Output,
            ItemBatcher = Payload.FromText("{}"),
            ResultWriter = null,
        },
        RedriveCount: 2,
        HasFailed: true));

    private static TaskResource Resource => TaskResource.TryParse("arn:aws:states:::lambda:invoke.waitForTaskToken", out var resource)
        ? resource
        : throw new InvalidOperationException("The resource is not understood.");

    public static byte[] Read(string name) => Convert.FromHexString(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Codec", "Golden", name)).Trim());

    private static Frame Frame(int id, int? parent, FrameWait wait) => new()
    {
        Id = id,
        ParentId = parent,
        Index = Math.Max(0, id - 1),
        StateName = id == 0 ? "Split" : "Book",
        Input = Input,
        EnteredEventId = 2 + id,
        EnteredTime = Time,
        PreviousEventId = 3 + id,
        Wait = wait,
    };
}
