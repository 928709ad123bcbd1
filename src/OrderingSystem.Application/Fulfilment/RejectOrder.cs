using OrderingSystem.Application.Orders;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Fulfilment;

/// <summary>Closes an order that can never be carried out.</summary>
public sealed class RejectOrder(IOrderStore orders, TimeProvider clock)
{
    /// <exception cref="OrderClosedException">The order has gone too far to be rejected.</exception>
    public async Task RunAsync(OrderId orderId, string reason, CancellationToken cancellationToken)
    {
        await orders.LoadForTaskAsync(orderId, cancellationToken);
        await orders.ApplyAsync(orderId, current => current.Reject(reason, clock.GetUtcNow()), cancellationToken);
    }
}
