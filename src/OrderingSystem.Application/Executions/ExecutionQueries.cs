using OrderingSystem.Application.Paging;

namespace OrderingSystem.Application.Executions;

/// <summary>Reads executions, and tells of those that run where they stand.</summary>
public sealed class ExecutionQueries(IExecutionReader executions, IHistoryReader histories)
{
    /// <summary>The end of a history that tells most standings in one call.</summary>
    private const int FirstLook = 50;

    /// <summary>
    /// How far back the entry of the current state is looked for: the longest poll of an order has some 1,500 events; a state of more is shown by its
    /// latest try.
    /// </summary>
    private const int FurthestLook = 2_000;

    /// <summary>How many executions a search by the beginning of a name goes through.</summary>
    private const int SearchedExecutions = 1_000;

    public Task<IReadOnlyList<StateMachineSummary>> ListStateMachinesAsync(CancellationToken cancellationToken) =>
        executions.ListStateMachinesAsync(cancellationToken);

    public Task<StateMachineDetails?> FindStateMachineAsync(string name, CancellationToken cancellationToken) =>
        executions.FindStateMachineAsync(name, cancellationToken);

    /// <param name="search">A whole name, or the beginning of one among the newest 1,000; null for all.</param>
    /// <inheritdoc cref="IExecutionReader.ListAsync"/>
    public async Task<Page<ExecutionOverview>?> ListAsync(
        string stateMachine, string? status, string? search, PageRequest page, CancellationToken cancellationToken)
    {
        if (await executions.FindStateMachineAsync(stateMachine, cancellationToken) is not { } machine)
        {
            return null;
        }

        var found = search is null
            ? await executions.ListAsync(stateMachine, status, page, cancellationToken)
            : await SearchAsync(stateMachine, status, search, page, cancellationToken);
        if (found is null)
        {
            return null;
        }

        var overviews = await Task.WhenAll(found.Items.Select(async summary => new ExecutionOverview(
            summary,
            summary.IsRunning ? await StandingOfAsync(summary.Key, machine.Definition, cancellationToken) : ExecutionStanding.Nowhere,
            ExecutionOverview.OrderOf(summary.Key.Name))));
        return new Page<ExecutionOverview>(overviews, found.NextCursor);
    }

    /// <summary>The execution, without the task tokens that were handed to it or that it hands back.</summary>
    /// <inheritdoc cref="IExecutionReader.FindAsync"/>
    public async Task<ExecutionDetails?> FindAsync(ExecutionKey key, CancellationToken cancellationToken) =>
        await executions.FindAsync(key, cancellationToken) is { } found
            ? found with { Input = Redact(found.Input), Output = Redact(found.Output), Cause = Redact(found.Cause) }
            : null;

    /// <summary>The history without its task tokens.</summary>
    /// <inheritdoc cref="IExecutionReader.ReadHistoryAsync"/>
    public async Task<Page<HistoryEntry>?> ReadHistoryAsync(ExecutionKey key, bool newestFirst, PageRequest page, CancellationToken cancellationToken)
    {
        if (await executions.ReadHistoryAsync(key, newestFirst, page, cancellationToken) is not { } history)
        {
            return null;
        }

        return history with { Items = await RedactAsync(key, history.Items, cancellationToken) };
    }

    /// <inheritdoc cref="IHistoryReader.OpenAsync"/>
    public Task<IAsyncEnumerable<IReadOnlyList<HistoryOutline>>?> OpenOutlineAsync(ExecutionKey key, long after, CancellationToken cancellationToken) =>
        histories.OpenAsync(key, after, cancellationToken);

    /// <summary>One event of a history, without its task token.</summary>
    /// <returns>Null where there is no such execution or no such event.</returns>
    public async Task<HistoryEntry?> FindEventAsync(ExecutionKey key, long eventId, CancellationToken cancellationToken) =>
        await histories.FindEventAsync(key, eventId, cancellationToken) is { } entry ? (await RedactAsync(key, [entry], cancellationToken))[0] : null;

    /// <param name="definition">The definition that the execution runs: JSON text.</param>
    public async Task<ExecutionStanding> StandingOfAsync(ExecutionKey key, string definition, CancellationToken cancellationToken)
    {
        List<HistoryEntry> entries = [];
        string? cursor = null;
        do
        {
            var limit = entries.Count == 0 ? FirstLook : PageRequest.MaxLimit;
            if (await executions.ReadHistoryAsync(key, newestFirst: true, new PageRequest(limit, cursor), cancellationToken) is not { } page)
            {
                break;
            }

            entries.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null && entries.Count < FurthestLook && !entries[0].IsEnd && !entries.Exists(entry => entry.IsStateEntered));
        return ExecutionStanding.Read(entries, definition);
    }

    private async Task<IReadOnlyList<HistoryEntry>> RedactAsync(ExecutionKey key, IReadOnlyList<HistoryEntry> entries, CancellationToken cancellationToken)
    {
        var paths = entries.Any(entry => entry.IsCallback) && await executions.FindAsync(key, cancellationToken) is { } execution
            ? CallbackTokens.PathsOf(execution.Definition)
            : [];
        return [.. entries.Select(entry => CallbackTokens.Redact(entry, paths))];
    }

    private static string? Redact(string? text) => text is null ? null : TaskTokenText.Redact(text);

    private async Task<Page<ExecutionSummary>?> SearchAsync(
        string stateMachine, string? status, string search, PageRequest page, CancellationToken cancellationToken)
    {
        if (await executions.FindAsync(new ExecutionKey(stateMachine, search), cancellationToken) is { } exact)
        {
            return new Page<ExecutionSummary>(status is null || exact.Summary.Status == status ? [exact.Summary] : [], null);
        }

        List<ExecutionSummary> matches = [];
        var seen = 0;
        string? cursor = null;
        do
        {
            var next = await executions.ListAsync(stateMachine, status, new PageRequest(PageRequest.MaxLimit, cursor), cancellationToken);
            if (next is null)
            {
                return null;
            }

            seen += next.Items.Count;
            matches.AddRange(next.Items.Where(summary => summary.Key.Name.StartsWith(search, StringComparison.OrdinalIgnoreCase)));
            cursor = next.NextCursor;
        }
        while (cursor is not null && seen < SearchedExecutions && matches.Count < page.Limit);
        return new Page<ExecutionSummary>([.. matches.Take(page.Limit)], null);
    }
}
