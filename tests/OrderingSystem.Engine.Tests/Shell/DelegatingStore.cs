using OrderingSystem.Engine.StateMachines;
using OrderingSystem.Engine.Stores;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.History;

namespace OrderingSystem.Engine.Tests.Shell;

/// <summary>A store that passes everything on: what a test wants otherwise it overrides.</summary>
internal abstract class DelegatingStore(IExecutionStore inner) : IExecutionStore
{
    protected IExecutionStore Inner { get; } = inner;

    public long LastExecutionId => Inner.LastExecutionId;

    public DateTimeOffset? LatestEventTime => Inner.LatestEventTime;

    public Task<StoreFaultedException> Faulted => Inner.Faulted;

    public virtual Task CommitAsync(ExecutionCommit commit, CancellationToken cancellationToken) => Inner.CommitAsync(commit, cancellationToken);

    public virtual ValueTask<StoredExecution?> LoadAsync(long executionId, CancellationToken cancellationToken) => Inner.LoadAsync(executionId, cancellationToken);

    public virtual ValueTask<ExecutionRecord?> FindAsync(string stateMachineName, string executionName, CancellationToken cancellationToken) =>
        Inner.FindAsync(stateMachineName, executionName, cancellationToken);

    public virtual ValueTask<ExecutionRecord?> GetAsync(long executionId, CancellationToken cancellationToken) => Inner.GetAsync(executionId, cancellationToken);

    public virtual ValueTask<IReadOnlyList<ExecutionRecord>> ListAsync(
        long stateMachineId, ExecutionStatus? status, long? beforeId, int limit, CancellationToken cancellationToken) =>
        Inner.ListAsync(stateMachineId, status, beforeId, limit, cancellationToken);

    public virtual ValueTask<IReadOnlyList<ExecutionRecord>> ListStartedOnAsync(
        long stateMachineId, StartedOn startedOn, ExecutionStatus? status, long? beforeId, int limit, CancellationToken cancellationToken) =>
        Inner.ListStartedOnAsync(stateMachineId, startedOn, status, beforeId, limit, cancellationToken);

    public virtual ValueTask<ExecutionOrigin?> ReadOriginAsync(long executionId, CancellationToken cancellationToken) =>
        Inner.ReadOriginAsync(executionId, cancellationToken);

    public virtual ValueTask<IReadOnlyList<HistoryEvent>> ReadHistoryAsync(
        long executionId, long fromEventId, bool descending, int limit, long mostBytes, CancellationToken cancellationToken) =>
        Inner.ReadHistoryAsync(executionId, fromEventId, descending, limit, mostBytes, cancellationToken);

    public virtual ValueTask<IReadOnlyList<DueExecution>> ReadDueAsync(DateTimeOffset until, int limit, CancellationToken cancellationToken) =>
        Inner.ReadDueAsync(until, limit, cancellationToken);

    public virtual ValueTask<DateTimeOffset?> NextWakeAsync(CancellationToken cancellationToken) => Inner.NextWakeAsync(cancellationToken);

    public virtual ValueTask<IReadOnlyList<long>> ReadActiveAsync(long afterId, int limit, CancellationToken cancellationToken) =>
        Inner.ReadActiveAsync(afterId, limit, cancellationToken);

    public virtual Task<RemovalStep> RemoveEndedAsync(DateTimeOffset endedBefore, long afterId, int limit, CancellationToken cancellationToken) =>
        Inner.RemoveEndedAsync(endedBefore, afterId, limit, cancellationToken);

    public virtual ValueTask<IReadOnlyList<StateMachineRevision>> ReadStateMachinesAsync(CancellationToken cancellationToken) =>
        Inner.ReadStateMachinesAsync(cancellationToken);

    public virtual ValueTask<StateMachineRevision?> ReadRevisionAsync(long revisionId, CancellationToken cancellationToken) =>
        Inner.ReadRevisionAsync(revisionId, cancellationToken);

    public virtual Task AddRevisionAsync(StateMachineRevision revision, CancellationToken cancellationToken) => Inner.AddRevisionAsync(revision, cancellationToken);

    public virtual Task DeleteStateMachineAsync(long stateMachineId, CancellationToken cancellationToken) =>
        Inner.DeleteStateMachineAsync(stateMachineId, cancellationToken);

    public virtual ValueTask<(long RevisionId, long StateMachineId)> ReadLastRevisionAsync(CancellationToken cancellationToken) =>
        Inner.ReadLastRevisionAsync(cancellationToken);

    public virtual Task<byte[]> GetOrAddSettingAsync(string name, byte[] candidate, CancellationToken cancellationToken) =>
        Inner.GetOrAddSettingAsync(name, candidate, cancellationToken);

    public virtual ValueTask<IReadOnlyList<CatalogEntry>> ReadCatalogAsync(string prefix, CancellationToken cancellationToken) =>
        Inner.ReadCatalogAsync(prefix, cancellationToken);

    public virtual Task WriteCatalogAsync(IReadOnlyList<CatalogEntry> entries, CancellationToken cancellationToken) =>
        Inner.WriteCatalogAsync(entries, cancellationToken);

    public virtual ValueTask<IReadOnlyList<OutboxEntry>> ReadOutboxAsync(long afterSequence, int limit, CancellationToken cancellationToken) =>
        Inner.ReadOutboxAsync(afterSequence, limit, cancellationToken);

    public virtual Task RemoveFromOutboxAsync(IReadOnlyList<long> sequences, CancellationToken cancellationToken) =>
        Inner.RemoveFromOutboxAsync(sequences, cancellationToken);

    public virtual ValueTask DisposeAsync() => Inner.DisposeAsync();
}
