using OrderingSystem.Application.Workflow;

namespace OrderingSystem.Application.Executions;

/// <summary>
/// Reads histories of any length as a page shows them: all events in outline, then one of them whole. By default page after page through the Step
/// Functions API; where the engine is in the same process, from it.
/// </summary>
/// <remarks>Every member throws <see cref="WorkflowUnavailableException"/> where the endpoint gives no answer.</remarks>
public interface IHistoryReader
{
    /// <param name="after">Only events with a higher id; 0 for all.</param>
    /// <returns>Null where there is no such execution; else the events, the oldest first, in the lots in which they are read.</returns>
    Task<IAsyncEnumerable<IReadOnlyList<HistoryOutline>>?> OpenAsync(ExecutionKey key, long after, CancellationToken cancellationToken);

    /// <returns>Null where there is no such execution or no such event. Task tokens are in it: see <see cref="CallbackTokens"/>.</returns>
    Task<HistoryEntry?> FindEventAsync(ExecutionKey key, long eventId, CancellationToken cancellationToken);
}
