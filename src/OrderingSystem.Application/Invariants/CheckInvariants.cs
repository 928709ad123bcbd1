using Microsoft.Extensions.Options;
using OrderingSystem.Application.Notifications;
using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Outages;
using OrderingSystem.Application.Paging;
using OrderingSystem.Application.Workflow;
using OrderingSystem.Domain.Notifications;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Invariants;

/// <summary>Holds every order against <see cref="OrderInvariants"/>, page by page: at no time is more than one page in memory.</summary>
/// <param name="outside">None, or one.</param>
public sealed class CheckInvariants(
    IOrderStore orders,
    INotificationLedger notifications,
    IParkedOrderStore parkedOrders,
    IOrderProgressReader progress,
    IEnumerable<IOutsideRecords> outside,
    IOptions<InvariantLimits> limits,
    TimeProvider clock)
{
    /// <summary>Where so much is wrong, more lines would not help anybody.</summary>
    public const int MaxViolations = 1_000;

    private readonly IOutsideRecords? _outside = outside.SingleOrDefault();

    /// <exception cref="WorkflowUnavailableException">The executions cannot be asked.</exception>
    public async Task<InvariantReport> RunAsync(CancellationToken cancellationToken)
    {
        var checkedAt = clock.GetUtcNow();
        var violations = new List<InvariantViolation>();
        var ordersChecked = 0L;
        string? cursor = null;
        do
        {
            var page = await orders.ListAsync(new OrderFilter(), new PageRequest(PageRequest.MaxLimit, cursor), cancellationToken);
            foreach (var order in page.Items)
            {
                violations.AddRange(await CheckAsync(order, cancellationToken));
                ordersChecked++;
                if (violations.Count >= MaxViolations)
                {
                    return new InvariantReport(checkedAt, ordersChecked, violations[..MaxViolations]);
                }
            }

            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return new InvariantReport(checkedAt, ordersChecked, violations);
    }

    private async Task<IReadOnlyList<InvariantViolation>> CheckAsync(Order order, CancellationToken cancellationToken)
    {
        if ((await FindAsync(order, cancellationToken)).Count == 0)
        {
            return [];
        }

        // The stores were read one after the other while the order went on. What is wrong is wrong in a second, fresh look, too.
        return await orders.FindAsync(order.OrderId, cancellationToken) is { } fresh ? await FindAsync(fresh, cancellationToken) : [];
    }

    private async Task<IReadOnlyList<InvariantViolation>> FindAsync(Order order, CancellationToken cancellationToken)
    {
        var sent = new List<LedgerEntry>();
        foreach (var kind in Enum.GetValues<NotificationKind>())
        {
            if (await notifications.FindAsync(order.OrderId, kind, cancellationToken) is { } entry)
            {
                sent.Add(entry);
            }
        }

        var running = OrderEvidence.IsDone(order) ? null : await progress.FindAsync(order, cancellationToken);
        var evidence = new OrderEvidence(
            order,
            await orders.ReadTimelineAsync(order.OrderId, cancellationToken),
            sent,
            running,
            running is null ? null : await parkedOrders.FindAsync(running.ExecutionName, cancellationToken),
            _outside is null ? null : await _outside.ReadAsync(order.OrderId, cancellationToken));
        return [.. OrderInvariants.Check(evidence, clock.GetUtcNow(), limits.Value)];
    }
}
