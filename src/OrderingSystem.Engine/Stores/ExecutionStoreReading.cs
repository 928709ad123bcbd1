using OrderingSystem.StatesLanguage.History;

namespace OrderingSystem.Engine.Stores;

/// <summary>Short forms of a store's reads.</summary>
public static class ExecutionStoreReading
{
    /// <summary>Up to <paramref name="limit"/> events from <paramref name="fromEventId"/> on, however large they are.</summary>
    public static ValueTask<IReadOnlyList<HistoryEvent>> ReadHistoryAsync(
        this IExecutionStore store, long executionId, long fromEventId, bool descending, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.ReadHistoryAsync(executionId, fromEventId, descending, limit, long.MaxValue, cancellationToken);
    }
}
