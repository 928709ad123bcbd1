using OrderingSystem.Engine.Stores;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.History;

namespace OrderingSystem.Engine.Api;

/// <summary>Reads a page of a history that ends where its events would take too many bytes: a thousand payloads of 256 KiB are no answer.</summary>
internal static class HistoryPage
{
    /// <summary>Payload bytes of a page; the event that goes beyond them is its last.</summary>
    public const long MostBytes = 4 * 1024 * 1024;

    /// <param name="from">Id of the first event.</param>
    /// <param name="limit">Most events.</param>
    /// <returns>The events, and the id at which the next page begins; null on the last page.</returns>
    public static async Task<(IReadOnlyList<HistoryEvent> Events, long? Next)> ReadAsync(
        IExecutionStore store, long executionId, long from, bool descending, int limit, CancellationToken cancellationToken)
    {
        var events = new List<HistoryEvent>();
        var bytes = 0L;
        while (true)
        {
            var wanted = limit - events.Count + 1; // one more, which tells whether there is a next page
            var chunk = await store.ReadHistoryAsync(executionId, from, descending, wanted, MostBytes, cancellationToken);
            foreach (var historyEvent in chunk)
            {
                if (events.Count == limit || bytes > MostBytes)
                {
                    return (events, historyEvent.Id);
                }

                events.Add(historyEvent);
                bytes += BytesOf(historyEvent.Details);
            }

            if (chunk.Count == 0)
            {
                return (events, null); // fewer than wanted may be for their size
            }

            from = events[^1].Id + (descending ? -1 : 1);
        }
    }

    private static long BytesOf(HistoryEventDetails? details) => details switch
    {
        ExecutionStartedDetails { Input: var input } => input.Bytes,
        StateEnteredDetails { Input: var input } => input.Bytes,
        StateExitedDetails { Output: var output, AssignedVariables: var assigned } => output.Bytes + (assigned is null ? 0 : Payload.FromValue(assigned).Bytes),
        OutputDetails { Output: var output } => output.Bytes,
        TaskOutputDetails { Output: var output } => output.Bytes,
        FunctionScheduledDetails { Input: var input } => input.Bytes,
        TaskScheduledDetails { Parameters: var parameters } => parameters.Bytes,
        ErrorDetails { Cause: var cause } => cause?.Length ?? 0,
        TaskErrorDetails { Cause: var cause } => cause?.Length ?? 0,
        EvaluationFailedDetails { Cause: var cause } => cause?.Length ?? 0,
        _ => 0,
    };
}
