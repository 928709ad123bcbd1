using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.History;

namespace OrderingSystem.Engine.Api;

/// <summary>
/// What the engine does, operation by operation as the Step Functions API names them. Every refusal is a <see cref="StepFunctionsException"/>
/// with the service's own code and message; what a call returned is on disk.
/// </summary>
public interface IStepFunctionsEngine
{
    Task<StateMachineCreated> CreateStateMachineAsync(CreateStateMachineRequest request, CancellationToken cancellationToken);

    Task<StateMachineUpdated> UpdateStateMachineAsync(UpdateStateMachineRequest request, CancellationToken cancellationToken);

    Task<StateMachineDescription> DescribeStateMachineAsync(string stateMachineArn, CancellationToken cancellationToken);

    Task<Page<StateMachineListItem>> ListStateMachinesAsync(PageRequest page, CancellationToken cancellationToken);

    Task DeleteStateMachineAsync(string stateMachineArn, CancellationToken cancellationToken);

    /// <summary>Gives the current revision a number for good; one that has a number keeps it.</summary>
    Task<VersionPublished> PublishStateMachineVersionAsync(PublishVersionRequest request, CancellationToken cancellationToken);

    /// <summary>Deleting what is not there succeeds.</summary>
    Task DeleteStateMachineVersionAsync(string stateMachineVersionArn, CancellationToken cancellationToken);

    /// <summary>Newest first.</summary>
    Task<Page<VersionListItem>> ListStateMachineVersionsAsync(string stateMachineArn, PageRequest page, CancellationToken cancellationToken);

    /// <summary>The same request again answers with the same alias.</summary>
    Task<AliasDescription> CreateStateMachineAliasAsync(CreateAliasRequest request, CancellationToken cancellationToken);

    Task<AliasDescription> DescribeStateMachineAliasAsync(string stateMachineAliasArn, CancellationToken cancellationToken);

    Task<AliasDescription> UpdateStateMachineAliasAsync(UpdateAliasRequest request, CancellationToken cancellationToken);

    /// <summary>Deleting what is not there succeeds.</summary>
    Task DeleteStateMachineAliasAsync(string stateMachineAliasArn, CancellationToken cancellationToken);

    /// <param name="stateMachineArn">Of a state machine; or of a version: then only the aliases that point at it.</param>
    Task<Page<AliasDescription>> ListStateMachineAliasesAsync(string stateMachineArn, PageRequest page, CancellationToken cancellationToken);

    /// <summary>The state machine as the execution runs it, whatever it was updated to since.</summary>
    Task<StateMachineDescription> DescribeStateMachineForExecutionAsync(string executionArn, CancellationToken cancellationToken);

    /// <summary>Runs one state on its own; nothing of it is stored.</summary>
    Task<StateTested> TestStateAsync(TestStateRequest request, CancellationToken cancellationToken);

    Task<ActivityDescription> CreateActivityAsync(string name, CancellationToken cancellationToken);

    Task<ActivityDescription> DescribeActivityAsync(string activityArn, CancellationToken cancellationToken);

    Task<Page<ActivityDescription>> ListActivitiesAsync(PageRequest page, CancellationToken cancellationToken);

    /// <summary>Deleting what is not there succeeds.</summary>
    Task DeleteActivityAsync(string activityArn, CancellationToken cancellationToken);

    /// <summary>Waits up to 60 s for a task of the activity.</summary>
    /// <returns>Null where none came.</returns>
    Task<ActivityTask?> GetActivityTaskAsync(string activityArn, string? workerName, CancellationToken cancellationToken);

    Task<IReadOnlyList<ResourceTag>> ListTagsForResourceAsync(string resourceArn, CancellationToken cancellationToken);

    /// <summary>Adds tags; one whose key is there gets the new value.</summary>
    Task TagResourceAsync(string resourceArn, IReadOnlyList<ResourceTag> tags, CancellationToken cancellationToken);

    Task UntagResourceAsync(string resourceArn, IReadOnlyList<string> keys, CancellationToken cancellationToken);

    Task<ExecutionStarted> StartExecutionAsync(StartExecutionRequest request, CancellationToken cancellationToken);

    /// <summary>Runs an Express state machine and answers when the execution has ended, which takes five minutes at most.</summary>
    Task<SyncExecution> StartSyncExecutionAsync(StartExecutionRequest request, CancellationToken cancellationToken);

    Task<ExecutionDescription> DescribeExecutionAsync(string executionArn, CancellationToken cancellationToken);

    Task<Page<HistoryEvent>> GetExecutionHistoryAsync(string executionArn, bool reverseOrder, PageRequest page, CancellationToken cancellationToken);

    /// <summary>For readers in the same process, who go by the ids of events: from one of them on, the oldest first.</summary>
    /// <param name="fromEventId">1 for the first.</param>
    /// <returns>Up to so many events, fewer where they are large; none behind the last.</returns>
    Task<IReadOnlyList<HistoryEvent>> ReadHistoryAsync(string executionArn, long fromEventId, int limit, CancellationToken cancellationToken);

    /// <summary>Newest first.</summary>
    Task<Page<ExecutionListItem>> ListExecutionsAsync(ListExecutionsRequest request, CancellationToken cancellationToken);

    /// <summary>The Map runs of an execution, in the order of their start.</summary>
    Task<Page<MapRunListItem>> ListMapRunsAsync(string executionArn, PageRequest page, CancellationToken cancellationToken);

    Task<MapRunDescription> DescribeMapRunAsync(string mapRunArn, CancellationToken cancellationToken);

    /// <summary>Changes the bounds of a run that is under way; what is already running runs on.</summary>
    Task UpdateMapRunAsync(UpdateMapRunRequest request, CancellationToken cancellationToken);

    /// <returns>When the execution stopped; for one that had ended before, when it ended.</returns>
    Task<DateTimeOffset> StopExecutionAsync(string executionArn, string? error, string? cause, CancellationToken cancellationToken);

    /// <param name="clientToken">The same token for the same execution within 15 minutes is the same request again; null for none.</param>
    /// <returns>When it was redriven.</returns>
    Task<DateTimeOffset> RedriveExecutionAsync(string executionArn, string? clientToken, CancellationToken cancellationToken);

    Task SendTaskSuccessAsync(TaskToken token, Payload output, CancellationToken cancellationToken);

    Task SendTaskFailureAsync(TaskToken token, string? error, string? cause, CancellationToken cancellationToken);

    Task SendTaskHeartbeatAsync(TaskToken token, CancellationToken cancellationToken);
}

/// <param name="MaxResults">1 to 1,000; 0 means the default of the operation.</param>
/// <param name="NextToken">From the page before; null for the first.</param>
public sealed record PageRequest(int MaxResults, string? NextToken);

/// <param name="NextToken">Null on the last page.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextToken);
