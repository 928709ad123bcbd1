using OrderingSystem.Application.Orders;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Fulfilment;

/// <summary>Writes an operator's decision on the order's timeline, from the execution that goes on with it.</summary>
/// <remarks>
/// The token may have been redeemed by a process that died before it could write, or by a client of the Step Functions API that writes nothing. What
/// the one who decided has written is not written again.
/// </remarks>
public sealed class RecordDecision(IOrderStore orders)
{
    public Task RunAsync(OrderId orderId, Decision decision, CancellationToken cancellationToken) =>
        orders.ApplyAsync(orderId, current => current.Decide(null, decision), cancellationToken);
}
