using OrderingSystem.Application.Paging;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Orders;

/// <summary>The order table: a projection of the orders' executions. What a write returned from survives a power cut.</summary>
public interface IOrderStore
{
    Task<Order?> FindAsync(OrderId orderId, CancellationToken cancellationToken);

    /// <summary>Stores a new order as version 1.</summary>
    /// <returns>False where an order of this id is there; it stays as it is.</returns>
    Task<bool> TryAddAsync(Order order, IReadOnlyList<TimelineEntry> entries, CancellationToken cancellationToken);

    /// <summary>Replaces the order that was loaded as <see cref="Order.Version"/> and appends to its timeline: both or neither.</summary>
    /// <returns>False where the stored version is another one: load and decide again.</returns>
    Task<bool> TryUpdateAsync(Order order, IReadOnlyList<TimelineEntry> entries, CancellationToken cancellationToken);

    /// <summary>By the time of placing, the newest first unless the filter says otherwise; what is placed in one moment stands in an order that does not change.</summary>
    /// <exception cref="InvalidCursorException">The cursor is not one of this list.</exception>
    Task<Page<Order>> ListAsync(OrderFilter filter, PageRequest page, CancellationToken cancellationToken);

    /// <summary>Oldest first; empty where the order is unknown.</summary>
    Task<IReadOnlyList<TimelineEntry>> ReadTimelineAsync(OrderId orderId, CancellationToken cancellationToken);

    /// <summary>Stores the order as <see cref="Order.Erase"/> leaves it, and its timeline as <see cref="TimelineEntry.Erase"/> does.</summary>
    Task EraseAsync(OrderId orderId, CancellationToken cancellationToken);

    /// <summary>How many orders stand at each status, and how many wait for an operator.</summary>
    Task<OrderCounts> CountAsync(CancellationToken cancellationToken);
}
