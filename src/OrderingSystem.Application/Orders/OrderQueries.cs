using OrderingSystem.Application.Customers;
using OrderingSystem.Application.Paging;
using OrderingSystem.Application.Workflow;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Orders;

/// <summary>Reads orders; where the projection lags behind, from the execution itself.</summary>
public sealed class OrderQueries(IOrderStore orders, ICustomerStore customers, IOrderWorkflow workflow)
{
    /// <returns>Null where no such order was accepted.</returns>
    /// <exception cref="WorkflowUnavailableException">The projection does not have it, and the execution cannot be asked.</exception>
    public async Task<Order?> FindAsync(OrderId orderId, CancellationToken cancellationToken)
    {
        if (await orders.FindAsync(orderId, cancellationToken) is { } order)
        {
            return order;
        }

        if (await workflow.FindAsync(orderId, cancellationToken) is not { Input: { } input } execution)
        {
            return null;
        }

        var placed = PlaceOrder.OrderOf(input, execution.ExecutionArn, execution.StartedAt);
        var customer = await customers.FindAsync(placed.CustomerId, cancellationToken);
        return placed with { Customer = customer?.Contact };
    }

    /// <returns>Null where no such order was accepted.</returns>
    /// <exception cref="WorkflowUnavailableException">The projection does not have it, and the execution cannot be asked.</exception>
    public async Task<IReadOnlyList<TimelineEntry>?> ReadTimelineAsync(OrderId orderId, CancellationToken cancellationToken)
    {
        var entries = await orders.ReadTimelineAsync(orderId, cancellationToken);
        if (entries.Count > 0)
        {
            return entries;
        }

        return await FindAsync(orderId, cancellationToken) is { } order ? [OrderTimeline.Placed(order)] : null;
    }

    /// <exception cref="InvalidCursorException">The cursor is not one of this list.</exception>
    public Task<Page<Order>> ListAsync(OrderFilter filter, PageRequest page, CancellationToken cancellationToken) =>
        orders.ListAsync(filter, page, cancellationToken);

    public Task<OrderCounts> CountAsync(CancellationToken cancellationToken) => orders.CountAsync(cancellationToken);
}
