using OrderingSystem.Engine.StateMachines;
using OrderingSystem.Engine.Stores;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.History;

namespace OrderingSystem.Engine.Simulation.Checking;

/// <summary>Passes everything on but commits.</summary>
internal abstract class PassingStore(IExecutionStore inner) : IExecutionStore
{
    public long LastExecutionId => inner.LastExecutionId;

    public DateTimeOffset? LatestEventTime => inner.LatestEventTime;

    public Task<StoreFaultedException> Faulted => inner.Faulted;

    public abstract Task CommitAsync(ExecutionCommit commit, CancellationToken cancellationToken);

    public ValueTask<StoredExecution?> LoadAsync(long executionId, CancellationToken cancellationToken) => inner.LoadAsync(executionId, cancellationToken);

    public ValueTask<ExecutionRecord?> FindAsync(string stateMachineName, string executionName, CancellationToken cancellationToken) =>
        inner.FindAsync(stateMachineName, executionName, cancellationToken);

    public ValueTask<ExecutionRecord?> GetAsync(long executionId, CancellationToken cancellationToken) => inner.GetAsync(executionId, cancellationToken);

    public ValueTask<IReadOnlyList<ExecutionRecord>> ListAsync(
        long stateMachineId, ExecutionStatus? status, long? beforeId, int limit, CancellationToken cancellationToken) =>
        inner.ListAsync(stateMachineId, status, beforeId, limit, cancellationToken);

    public ValueTask<IReadOnlyList<ExecutionRecord>> ListStartedOnAsync(
        long stateMachineId, StartedOn startedOn, ExecutionStatus? status, long? beforeId, int limit, CancellationToken cancellationToken) =>
        inner.ListStartedOnAsync(stateMachineId, startedOn, status, beforeId, limit, cancellationToken);

    public ValueTask<ExecutionOrigin?> ReadOriginAsync(long executionId, CancellationToken cancellationToken) => inner.ReadOriginAsync(executionId, cancellationToken);

    public ValueTask<IReadOnlyList<HistoryEvent>> ReadHistoryAsync(
        long executionId, long fromEventId, bool descending, int limit, long mostBytes, CancellationToken cancellationToken) =>
        inner.ReadHistoryAsync(executionId, fromEventId, descending, limit, mostBytes, cancellationToken);

    public ValueTask<IReadOnlyList<DueExecution>> ReadDueAsync(DateTimeOffset until, int limit, CancellationToken cancellationToken) =>
        inner.ReadDueAsync(until, limit, cancellationToken);

    public ValueTask<DateTimeOffset?> NextWakeAsync(CancellationToken cancellationToken) => inner.NextWakeAsync(cancellationToken);

    public ValueTask<IReadOnlyList<long>> ReadActiveAsync(long afterId, int limit, CancellationToken cancellationToken) => inner.ReadActiveAsync(afterId, limit, cancellationToken);

    public Task<RemovalStep> RemoveEndedAsync(DateTimeOffset endedBefore, long afterId, int limit, CancellationToken cancellationToken) =>
        inner.RemoveEndedAsync(endedBefore, afterId, limit, cancellationToken);

    public ValueTask<IReadOnlyList<StateMachineRevision>> ReadStateMachinesAsync(CancellationToken cancellationToken) => inner.ReadStateMachinesAsync(cancellationToken);

    public ValueTask<StateMachineRevision?> ReadRevisionAsync(long revisionId, CancellationToken cancellationToken) => inner.ReadRevisionAsync(revisionId, cancellationToken);

    public Task AddRevisionAsync(StateMachineRevision revision, CancellationToken cancellationToken) => inner.AddRevisionAsync(revision, cancellationToken);

    public Task DeleteStateMachineAsync(long stateMachineId, CancellationToken cancellationToken) => inner.DeleteStateMachineAsync(stateMachineId, cancellationToken);

    public ValueTask<(long RevisionId, long StateMachineId)> ReadLastRevisionAsync(CancellationToken cancellationToken) => inner.ReadLastRevisionAsync(cancellationToken);

    public Task<byte[]> GetOrAddSettingAsync(string name, byte[] candidate, CancellationToken cancellationToken) =>
        inner.GetOrAddSettingAsync(name, candidate, cancellationToken);

    public ValueTask<IReadOnlyList<CatalogEntry>> ReadCatalogAsync(string prefix, CancellationToken cancellationToken) => inner.ReadCatalogAsync(prefix, cancellationToken);

    public Task WriteCatalogAsync(IReadOnlyList<CatalogEntry> entries, CancellationToken cancellationToken) => inner.WriteCatalogAsync(entries, cancellationToken);

    public ValueTask<IReadOnlyList<OutboxEntry>> ReadOutboxAsync(long afterSequence, int limit, CancellationToken cancellationToken) =>
        inner.ReadOutboxAsync(afterSequence, limit, cancellationToken);

    public Task RemoveFromOutboxAsync(IReadOnlyList<long> sequences, CancellationToken cancellationToken) => inner.RemoveFromOutboxAsync(sequences, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
