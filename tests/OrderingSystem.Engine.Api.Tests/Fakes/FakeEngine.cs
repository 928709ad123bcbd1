using OrderingSystem.Engine.MapRuns;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.History;
using OrderingSystem.StatesLanguage.Testing;

namespace OrderingSystem.Engine.Api.Tests.Fakes;

/// <summary>Keeps what it was asked, and answers from what a test put in; <see cref="Refusal"/> is thrown by every operation.</summary>
internal sealed class FakeEngine : IStepFunctionsEngine
{
    public static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    public const string StateMachineArn = "arn:aws:states:us-east-1:123456789012:stateMachine:order";

    public const string ExecutionArn = "arn:aws:states:us-east-1:123456789012:execution:order:o-1";

    public const string MapRunArn = "arn:aws:states:us-east-1:123456789012:mapRun:order/each:r-1";

    public const string ActivityArn = "arn:aws:states:us-east-1:123456789012:activity:pack";

    private static readonly AliasDescription Alias = new(StateMachineArn + ":live", "live", "what customers get", [new(StateMachineArn + ":1", 100)], Start, Start);

    private static readonly ActivityDescription Activity = new(ActivityArn, "pack", Start);

    public List<object?[]> Calls { get; } = [];

    public Exception? Refusal { get; set; }

    public IReadOnlyList<HistoryEvent> History { get; set; } = [];

    public ExecutionDescription Execution { get; set; } = new(
        ExecutionArn, StateMachineArn, "o-1", ExecutionStatus.Succeeded, Start, Start.AddSeconds(2), Payload.FromText("""{ "a": 1 }"""), Payload.FromText("""{"b":"ä"}"""),
        Error: null, Cause: null, TraceHeader: null, RedriveCount: 0, RedriveDate: null, RedriveStatus.NotRedrivable, "Execution is SUCCEEDED and cannot be redriven");

    public Task<StateMachineCreated> CreateStateMachineAsync(CreateStateMachineRequest request, CancellationToken cancellationToken) =>
        Answer(new StateMachineCreated(StateMachineArn, Start), request);

    public Task<StateMachineUpdated> UpdateStateMachineAsync(UpdateStateMachineRequest request, CancellationToken cancellationToken) =>
        Answer(new StateMachineUpdated(Start, "revision-2"), request);

    public Task<StateMachineDescription> DescribeStateMachineAsync(string stateMachineArn, CancellationToken cancellationToken) => Answer(
        new StateMachineDescription(stateMachineArn, "order", "ACTIVE", "{\"StartAt\": \"A\"}", "arn:aws:iam::123456789012:role/r", StateMachineType.Standard, Start, "revision-1"),
        stateMachineArn);

    public Task<Page<StateMachineListItem>> ListStateMachinesAsync(PageRequest page, CancellationToken cancellationToken) =>
        Answer(new Page<StateMachineListItem>([new(StateMachineArn, "order", StateMachineType.Express, Start)], "next"), page);

    public Task DeleteStateMachineAsync(string stateMachineArn, CancellationToken cancellationToken) => Answer(true, stateMachineArn);

    public Task<VersionPublished> PublishStateMachineVersionAsync(PublishVersionRequest request, CancellationToken cancellationToken) =>
        Answer(new VersionPublished(StateMachineArn + ":1", Start), request);

    public Task DeleteStateMachineVersionAsync(string stateMachineVersionArn, CancellationToken cancellationToken) => Answer(true, stateMachineVersionArn);

    public Task<Page<VersionListItem>> ListStateMachineVersionsAsync(string stateMachineArn, PageRequest page, CancellationToken cancellationToken) =>
        Answer(new Page<VersionListItem>([new(StateMachineArn + ":1", Start)], "next"), stateMachineArn, page);

    public Task<AliasDescription> CreateStateMachineAliasAsync(CreateAliasRequest request, CancellationToken cancellationToken) => Answer(Alias, request);

    public Task<AliasDescription> DescribeStateMachineAliasAsync(string stateMachineAliasArn, CancellationToken cancellationToken) => Answer(Alias, stateMachineAliasArn);

    public Task<AliasDescription> UpdateStateMachineAliasAsync(UpdateAliasRequest request, CancellationToken cancellationToken) => Answer(Alias, request);

    public Task DeleteStateMachineAliasAsync(string stateMachineAliasArn, CancellationToken cancellationToken) => Answer(true, stateMachineAliasArn);

    public Task<Page<AliasDescription>> ListStateMachineAliasesAsync(string stateMachineArn, PageRequest page, CancellationToken cancellationToken) =>
        Answer(new Page<AliasDescription>([Alias], NextToken: null), stateMachineArn, page);

    public Task<StateMachineDescription> DescribeStateMachineForExecutionAsync(string executionArn, CancellationToken cancellationToken) => Answer(
        new StateMachineDescription(StateMachineArn, "order", "ACTIVE", "{}", "arn:aws:iam::123456789012:role/r", StateMachineType.Standard, Start, "revision-1", Start.AddSeconds(1)),
        executionArn);

    public Task<MapRunDescription> DescribeMapRunAsync(string mapRunArn, CancellationToken cancellationToken) => Answer(
        new MapRunDescription(mapRunArn, ExecutionArn, MapRunStatus.Running, Start, null, 5, 2, 12.5, new MapRunTally(9, 3, 2, 4, 0, 0, 0, 0), null, 1, Start.AddSeconds(1)), mapRunArn);

    public Task<Page<MapRunListItem>> ListMapRunsAsync(string executionArn, PageRequest page, CancellationToken cancellationToken) =>
        Answer(new Page<MapRunListItem>([new(executionArn, MapRunArn, StateMachineArn + "/each", Start, null)], "more"), executionArn, page);

    public Task UpdateMapRunAsync(UpdateMapRunRequest request, CancellationToken cancellationToken) => Answer(true, request);

    public Task<StateTested> TestStateAsync(TestStateRequest request, CancellationToken cancellationToken) =>
        Answer(new StateTested(new StateTestEnd(StateTestStatus.Succeeded, Payload.FromText("1"), null, "Next"), new StateInspection()), request);

    public Task<ActivityDescription> CreateActivityAsync(string name, CancellationToken cancellationToken) => Answer(Activity, name);

    public Task<ActivityDescription> DescribeActivityAsync(string activityArn, CancellationToken cancellationToken) => Answer(Activity, activityArn);

    public Task<Page<ActivityDescription>> ListActivitiesAsync(PageRequest page, CancellationToken cancellationToken) =>
        Answer(new Page<ActivityDescription>([Activity], "more"), page);

    public Task DeleteActivityAsync(string activityArn, CancellationToken cancellationToken) => Answer(true, activityArn);

    public Task<ActivityTask?> GetActivityTaskAsync(string activityArn, string? workerName, CancellationToken cancellationToken) =>
        Answer(workerName == "idle" ? null : new ActivityTask(new TaskToken("token"), Payload.FromText("""{ "a": 1 }""")), activityArn, workerName);

    public Task<IReadOnlyList<ResourceTag>> ListTagsForResourceAsync(string resourceArn, CancellationToken cancellationToken) =>
        Answer((IReadOnlyList<ResourceTag>)[new ResourceTag("team", "shipping")], resourceArn);

    public Task TagResourceAsync(string resourceArn, IReadOnlyList<ResourceTag> tags, CancellationToken cancellationToken) =>
        Answer(true, [resourceArn, .. tags]);

    public Task UntagResourceAsync(string resourceArn, IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        Answer(true, [resourceArn, .. keys]);

    public Task<ExecutionStarted> StartExecutionAsync(StartExecutionRequest request, CancellationToken cancellationToken) =>
        Answer(new ExecutionStarted(ExecutionArn, Start), request);

    public Task<SyncExecution> StartSyncExecutionAsync(StartExecutionRequest request, CancellationToken cancellationToken) => Answer(
        new SyncExecution(ExecutionArn, StateMachineArn, "o-1", ExecutionStatus.Failed, Start, Start.AddSeconds(1), Payload.FromText("""{ "a": 1 }"""), Output: null, "Oops", "why",
            request.TraceHeader, BilledMilliseconds: 1000, BilledMegabytes: 64),
        request);

    public Task<ExecutionDescription> DescribeExecutionAsync(string executionArn, CancellationToken cancellationToken) => Answer(Execution, executionArn);

    public Task<Page<HistoryEvent>> GetExecutionHistoryAsync(string executionArn, bool reverseOrder, PageRequest page, CancellationToken cancellationToken) =>
        Answer(new Page<HistoryEvent>(History, NextToken: null), executionArn, reverseOrder, page);

    public Task<IReadOnlyList<HistoryEvent>> ReadHistoryAsync(string executionArn, long fromEventId, int limit, CancellationToken cancellationToken) =>
        Answer<IReadOnlyList<HistoryEvent>>([.. History.Where(historyEvent => historyEvent.Id >= fromEventId).Take(limit)], executionArn, fromEventId, limit);

    public Task<Page<ExecutionListItem>> ListExecutionsAsync(ListExecutionsRequest request, CancellationToken cancellationToken) => Answer(
        new Page<ExecutionListItem>([new(ExecutionArn, StateMachineArn, "o-1", ExecutionStatus.TimedOut, Start, Start.AddSeconds(1), RedriveCount: 1, Start.AddSeconds(1))], "more"),
        request);

    public Task<DateTimeOffset> StopExecutionAsync(string executionArn, string? error, string? cause, CancellationToken cancellationToken) =>
        Answer(Start, executionArn, error, cause);

    public Task<DateTimeOffset> RedriveExecutionAsync(string executionArn, string? clientToken, CancellationToken cancellationToken) =>
        Answer(Start, executionArn, clientToken);

    public Task SendTaskSuccessAsync(TaskToken token, Payload output, CancellationToken cancellationToken) => Answer(true, token.Value, output.ToString());

    public Task SendTaskFailureAsync(TaskToken token, string? error, string? cause, CancellationToken cancellationToken) => Answer(true, token.Value, error, cause);

    public Task SendTaskHeartbeatAsync(TaskToken token, CancellationToken cancellationToken) => Answer(true, token.Value);

    private Task<T> Answer<T>(T answer, params object?[] arguments)
    {
        lock (Calls)
        {
            Calls.Add(arguments);
        }

        return Refusal is null ? Task.FromResult(answer) : Task.FromException<T>(Refusal);
    }
}
