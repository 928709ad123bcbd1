using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Paging;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Simulation.Tests.Planted;

/// <summary>Keeps everything of an order but what it waits for an operator with, or but the call that is to be made.</summary>
internal sealed class ForgetfulOrderStore(IOrderStore store, bool forgetsCalls = false) : IOrderStore
{
    public Task<Order?> FindAsync(OrderId orderId, CancellationToken cancellationToken) => store.FindAsync(orderId, cancellationToken);

    public Task<bool> TryAddAsync(Order order, IReadOnlyList<TimelineEntry> entries, CancellationToken cancellationToken) =>
        store.TryAddAsync(order, entries, cancellationToken);

    public Task<bool> TryUpdateAsync(Order order, IReadOnlyList<TimelineEntry> entries, CancellationToken cancellationToken) =>
        store.TryUpdateAsync(order with { Attention = order.Attention?.IsCall == forgetsCalls ? null : order.Attention }, entries, cancellationToken);

    public Task<Page<Order>> ListAsync(OrderFilter filter, PageRequest page, CancellationToken cancellationToken) =>
        store.ListAsync(filter, page, cancellationToken);

    public Task<IReadOnlyList<TimelineEntry>> ReadTimelineAsync(OrderId orderId, CancellationToken cancellationToken) =>
        store.ReadTimelineAsync(orderId, cancellationToken);

    public Task EraseAsync(OrderId orderId, CancellationToken cancellationToken) => store.EraseAsync(orderId, cancellationToken);

    public Task<OrderCounts> CountAsync(CancellationToken cancellationToken) => store.CountAsync(cancellationToken);
}
