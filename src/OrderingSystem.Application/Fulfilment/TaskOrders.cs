using OrderingSystem.Application.Orders;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Fulfilment;

internal static class TaskOrders
{
    /// <summary>The order at the beginning of a task: the execution has gone on, so it does not wait for an operator.</summary>
    /// <exception cref="OrderNotFoundException">RecordOrder has not run.</exception>
    public static async Task<Order> LoadForTaskAsync(this IOrderStore orders, OrderId orderId, CancellationToken cancellationToken)
    {
        var order = await orders.FindAsync(orderId, cancellationToken) ?? throw Missing(orderId);
        return order.Attention is null
            ? order
            : await orders.ApplyAsync(orderId, current => current.GoOn(), cancellationToken);
    }

    /// <summary>Carries a transition out that must be possible.</summary>
    /// <exception cref="OrderClosedException">It is not.</exception>
    /// <exception cref="OrderNotFoundException">RecordOrder has not run.</exception>
    public static async Task<Order> ApplyAsync(
        this IOrderStore orders,
        OrderId orderId,
        Func<Order, OrderChange> transition,
        CancellationToken cancellationToken) =>
        await orders.ChangeAsync(orderId, transition, cancellationToken) switch
        {
            OrderChange.Changed changed => changed.Order,
            OrderChange.Nothing nothing => nothing.Order,
            OrderChange.Impossible impossible => throw new OrderClosedException(impossible.Reason),
            _ => throw Missing(orderId),
        };

    public static OrderNotFoundException Missing(OrderId orderId) => new($"Order {orderId} was never recorded.");
}
