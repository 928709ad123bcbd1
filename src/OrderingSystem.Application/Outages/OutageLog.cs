using System.Globalization;
using OrderingSystem.Application.Carriers;
using OrderingSystem.Application.Executions;
using OrderingSystem.Application.Paging;
using OrderingSystem.Application.Workflow;

namespace OrderingSystem.Application.Outages;

/// <summary>The outages of the last 30 days, as the executions of their watches tell: nothing is written down a second time.</summary>
public sealed class OutageLog(IExecutionReader executions, CarrierGateKeeper gates, TimeProvider clock)
{
    private const string Machine = "carrier-watch";

    /// <summary>A carrier that fails every few hours for a month has fewer; what is beyond is not told.</summary>
    private const int MaxPages = 5;

    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>Newest first; outages that ended within the 30 days, or have not ended.</summary>
    /// <exception cref="WorkflowUnavailableException">Step Functions gave no answer.</exception>
    public async Task<IReadOnlyList<Outage>> ReadAsync(CancellationToken cancellationToken)
    {
        var from = clock.GetUtcNow() - Kept;
        var gate = await gates.ReadAsync(cancellationToken);
        List<ExecutionSummary> watches = [];
        string? cursor = null;
        for (var page = 0; page < MaxPages; page++)
        {
            var read = await executions.ListAsync(Machine, null, new PageRequest(PageRequest.MaxLimit, cursor), cancellationToken);
            watches.AddRange(read?.Items ?? []);
            cursor = read?.NextCursor;
            if (cursor is null || watches[^1].StoppedAt < from)
            {
                break;
            }
        }

        return
        [
            .. watches
                .GroupBy(watch => OutageIdOf(watch.Key.Name), StringComparer.Ordinal)
                .Select(outage => new Outage(
                    outage.Key,
                    BeginningOf(outage.Key) ?? outage.Min(watch => watch.StartedAt),
                    outage.Key == gate.OutageId ? null : outage.Max(watch => watch.StoppedAt ?? watch.StartedAt)))
                .Where(outage => outage.EndedAt is null || outage.EndedAt >= from)
                .OrderByDescending(outage => outage.BeganAt),
        ];
    }

    /// <summary><c>outage-20261123T071500Z-7-1</c> is the second watch of <c>outage-20261123T071500Z-7</c>.</summary>
    private static string OutageIdOf(string executionName)
    {
        const int partsOfId = 3;
        return string.Join('-', executionName.Split('-').Take(partsOfId));
    }

    private static DateTimeOffset? BeginningOf(string outageId) =>
        outageId.Split('-') is [_, var time, ..]
        && DateTimeOffset.TryParseExact(time, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var began)
            ? began
            : null;
}

/// <summary>A time in which orders waited for the carrier.</summary>
/// <param name="EndedAt">When the last order that had waited was let go; null while it lasts.</param>
public sealed record Outage(string OutageId, DateTimeOffset BeganAt, DateTimeOffset? EndedAt);
