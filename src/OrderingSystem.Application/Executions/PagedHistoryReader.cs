using System.Runtime.CompilerServices;
using OrderingSystem.Application.Paging;

namespace OrderingSystem.Application.Executions;

/// <summary>Reads histories in the pages that Step Functions gives, the largest that it gives, from whichever end is nearer.</summary>
public sealed class PagedHistoryReader(IExecutionReader executions) : IHistoryReader
{
    /// <summary>As many events as Step Functions gives in one page.</summary>
    public const int PageSize = 1_000;

    public async Task<IAsyncEnumerable<IReadOnlyList<HistoryOutline>>?> OpenAsync(ExecutionKey key, long after, CancellationToken cancellationToken)
    {
        var newestFirst = after > 0;
        return await ReadPageAsync(key, newestFirst, null, cancellationToken) is { } first
            ? newestFirst ? Once(await ReadBackAsync(key, after, first, cancellationToken)) : ReadOnAsync(key, first, cancellationToken)
            : null;
    }

    public async Task<HistoryEntry?> FindEventAsync(ExecutionKey key, long eventId, CancellationToken cancellationToken)
    {
        var last = await executions.ReadHistoryAsync(key, newestFirst: true, new PageRequest(1), cancellationToken);
        if (last is not { Items: [var newest] } || eventId < 1 || eventId > newest.Id)
        {
            return null;
        }

        var newestFirst = newest.Id - eventId < eventId;
        for (var page = await ReadPageAsync(key, newestFirst, null, cancellationToken);
            page is not null;
            page = page.NextCursor is null ? null : await ReadPageAsync(key, newestFirst, page.NextCursor, cancellationToken))
        {
            if (page.Items.FirstOrDefault(entry => entry.Id == eventId) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private async IAsyncEnumerable<IReadOnlyList<HistoryOutline>> ReadOnAsync(
        ExecutionKey key, Page<HistoryEntry> first, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var page = first; page is not null; page = page.NextCursor is null ? null : await ReadPageAsync(key, newestFirst: false, page.NextCursor, cancellationToken))
        {
            yield return [.. page.Items.Select(HistoryOutline.Of)];
        }
    }

    private async Task<IReadOnlyList<HistoryOutline>> ReadBackAsync(ExecutionKey key, long after, Page<HistoryEntry> first, CancellationToken cancellationToken)
    {
        List<HistoryOutline> newestFirst = [];
        for (var page = first; page is not null;)
        {
            newestFirst.AddRange(page.Items.TakeWhile(entry => entry.Id > after).Select(HistoryOutline.Of));
            page = page.NextCursor is null || page.Items is [.., { Id: var oldest }] && oldest <= after
                ? null
                : await ReadPageAsync(key, newestFirst: true, page.NextCursor, cancellationToken);
        }

        newestFirst.Reverse();
        return newestFirst;
    }

    private Task<Page<HistoryEntry>?> ReadPageAsync(ExecutionKey key, bool newestFirst, string? cursor, CancellationToken cancellationToken) =>
        executions.ReadHistoryAsync(key, newestFirst, new PageRequest(PageSize, cursor), cancellationToken);

    private static async IAsyncEnumerable<IReadOnlyList<HistoryOutline>> Once(IReadOnlyList<HistoryOutline> lot)
    {
        await Task.CompletedTask;
        yield return lot;
    }
}
