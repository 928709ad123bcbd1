using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Paging;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Live;

/// <summary>Tells the feed of each write to an order, after it is stored.</summary>
public sealed class AnnouncingOrderStore(IOrderStore orders, LiveFeed feed) : IOrderStore
{
    public Task<Order?> FindAsync(OrderId orderId, CancellationToken cancellationToken) => orders.FindAsync(orderId, cancellationToken);

    public async Task<bool> TryAddAsync(Order order, IReadOnlyList<TimelineEntry> entries, CancellationToken cancellationToken) =>
        Announce(await orders.TryAddAsync(order, entries, cancellationToken), order.OrderId);

    public async Task<bool> TryUpdateAsync(Order order, IReadOnlyList<TimelineEntry> entries, CancellationToken cancellationToken) =>
        Announce(await orders.TryUpdateAsync(order, entries, cancellationToken), order.OrderId);

    public Task<Page<Order>> ListAsync(OrderFilter filter, PageRequest page, CancellationToken cancellationToken) =>
        orders.ListAsync(filter, page, cancellationToken);

    public Task<IReadOnlyList<TimelineEntry>> ReadTimelineAsync(OrderId orderId, CancellationToken cancellationToken) =>
        orders.ReadTimelineAsync(orderId, cancellationToken);

    public async Task EraseAsync(OrderId orderId, CancellationToken cancellationToken)
    {
        await orders.EraseAsync(orderId, cancellationToken);
        feed.Publish(LiveKind.Order, orderId.Value);
    }

    public Task<OrderCounts> CountAsync(CancellationToken cancellationToken) => orders.CountAsync(cancellationToken);

    private bool Announce(bool written, OrderId orderId)
    {
        if (written)
        {
            feed.Publish(LiveKind.Order, orderId.Value);
        }

        return written;
    }
}
