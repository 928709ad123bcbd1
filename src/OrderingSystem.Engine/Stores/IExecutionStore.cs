using OrderingSystem.Engine.StateMachines;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.History;

namespace OrderingSystem.Engine.Stores;

/// <summary>
/// Where executions live. One owner at a time. A write that has returned survives a power cut; a write that threw left nothing behind.
/// Reads see every write that returned before they began.
/// </summary>
public interface IExecutionStore : IAsyncDisposable
{
    /// <summary>The largest execution id in the store; 0 when it is empty. Ids ascend in the order of starting.</summary>
    long LastExecutionId { get; }

    /// <summary>No stored event is dated later than this; at most a second beyond the newest. Null when there is none.</summary>
    DateTimeOffset? LatestEventTime { get; }

    /// <summary>Completes, with the reason, when the store can take no more writes; reads may go on.</summary>
    Task<StoreFaultedException> Faulted { get; }

    /// <summary>Commits one transition: its events, the new state and when to wake, all of it or nothing.</summary>
    /// <exception cref="ExecutionConflictException">Another transition was committed since <see cref="ExecutionCommit.Before"/> was loaded.</exception>
    /// <exception cref="ExecutionNameTakenException">A new execution has the name of another of its state machine.</exception>
    /// <exception cref="StoreFaultedException">The store cannot write any more; this and every later write is refused.</exception>
    /// <remarks>
    /// The token ends the wait for a place in the queue. Once the commit has a place, its outcome is awaited whatever becomes of the caller.
    /// </remarks>
    Task CommitAsync(ExecutionCommit commit, CancellationToken cancellationToken);

    /// <summary>The state of an execution that runs, or of one that ended and can be redriven; null for every other.</summary>
    ValueTask<StoredExecution?> LoadAsync(long executionId, CancellationToken cancellationToken);

    ValueTask<ExecutionRecord?> FindAsync(string stateMachineName, string executionName, CancellationToken cancellationToken);

    ValueTask<ExecutionRecord?> GetAsync(long executionId, CancellationToken cancellationToken);

    /// <summary>Newest first.</summary>
    /// <param name="beforeId">Only executions started before this one; null begins with the newest.</param>
    /// <param name="status">Null for all.</param>
    ValueTask<IReadOnlyList<ExecutionRecord>> ListAsync(
        long stateMachineId, ExecutionStatus? status, long? beforeId, int limit, CancellationToken cancellationToken);

    /// <summary>As <see cref="ListAsync"/>, of one version or one alias.</summary>
    /// <param name="startedOn">Of its two parts the one to filter by; the other is null.</param>
    ValueTask<IReadOnlyList<ExecutionRecord>> ListStartedOnAsync(
        long stateMachineId, StartedOn startedOn, ExecutionStatus? status, long? beforeId, int limit, CancellationToken cancellationToken);

    /// <summary>The input that an execution was started with; null where there is no such execution.</summary>
    ValueTask<ExecutionOrigin?> ReadOriginAsync(long executionId, CancellationToken cancellationToken);

    /// <summary>Up to <paramref name="limit"/> events from <paramref name="fromEventId"/> on, upwards or downwards.</summary>
    /// <param name="mostBytes">A store may stop behind the transition with which it has read so many bytes; one event it gives where there is one.</param>
    ValueTask<IReadOnlyList<HistoryEvent>> ReadHistoryAsync(
        long executionId, long fromEventId, bool descending, int limit, long mostBytes, CancellationToken cancellationToken);

    /// <summary>The first sleeping executions due by a moment, in due order; each stays among them until a transition moves it on.</summary>
    ValueTask<IReadOnlyList<DueExecution>> ReadDueAsync(DateTimeOffset until, int limit, CancellationToken cancellationToken);

    /// <summary>When the first sleeping execution is due; null when none sleeps with a time to wake.</summary>
    ValueTask<DateTimeOffset?> NextWakeAsync(CancellationToken cancellationToken);

    /// <summary>Executions that were stored with calls in flight, in ascending order: what recovery must hand out again.</summary>
    ValueTask<IReadOnlyList<long>> ReadActiveAsync(long afterId, int limit, CancellationToken cancellationToken);

    /// <summary>Looks at some executions, in ascending order, and removes those that ended before a moment with everything that is kept of them.</summary>
    /// <param name="afterId">Begins behind this execution; 0 with the first.</param>
    /// <param name="limit">Of executions looked at. The newest of all is never among them: its id must not be given again.</param>
    Task<RemovalStep> RemoveEndedAsync(DateTimeOffset endedBefore, long afterId, int limit, CancellationToken cancellationToken);

    /// <summary>The current revision of every state machine that is not deleted.</summary>
    ValueTask<IReadOnlyList<StateMachineRevision>> ReadStateMachinesAsync(CancellationToken cancellationToken);

    ValueTask<StateMachineRevision?> ReadRevisionAsync(long revisionId, CancellationToken cancellationToken);

    /// <summary>Adds a revision and makes it the current one of its state machine; ids are the caller's, ascending.</summary>
    Task AddRevisionAsync(StateMachineRevision revision, CancellationToken cancellationToken);

    /// <summary>Takes the state machine out of sight. Its executions and revisions stay.</summary>
    Task DeleteStateMachineAsync(long stateMachineId, CancellationToken cancellationToken);

    /// <summary>The largest revision id and the largest state machine id so far; zeros when there is none.</summary>
    ValueTask<(long RevisionId, long StateMachineId)> ReadLastRevisionAsync(CancellationToken cancellationToken);

    /// <summary>A small named value, kept from its first writing on.</summary>
    /// <param name="candidate">Stored and returned where there is none yet.</param>
    Task<byte[]> GetOrAddSettingAsync(string name, byte[] candidate, CancellationToken cancellationToken);

    /// <summary>Entries whose names begin with a prefix, by name in ordinal order.</summary>
    ValueTask<IReadOnlyList<CatalogEntry>> ReadCatalogAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>Writes and removes entries, all of them or none.</summary>
    Task WriteCatalogAsync(IReadOnlyList<CatalogEntry> entries, CancellationToken cancellationToken);

    /// <summary>What commits have put into the outbox, in their order, after a sequence number.</summary>
    ValueTask<IReadOnlyList<OutboxEntry>> ReadOutboxAsync(long afterSequence, int limit, CancellationToken cancellationToken);

    /// <summary>Takes entries out of the outbox. Those that are gone already are no error.</summary>
    Task RemoveFromOutboxAsync(IReadOnlyList<long> sequences, CancellationToken cancellationToken);
}
