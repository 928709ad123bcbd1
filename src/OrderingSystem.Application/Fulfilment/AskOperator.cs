using Microsoft.Extensions.Logging;
using OrderingSystem.Application.Orders;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Fulfilment;

/// <summary>Puts an order where operators see it, with the token that resumes it. The execution waits; nothing runs meanwhile.</summary>
public sealed class AskOperator(IOrderStore orders, TimeProvider clock, ILogger<AskOperator> logger)
{
    /// <summary>Called again with a new token by the state's timeout, it is a reminder.</summary>
    public async Task RunAsync(OrderId orderId, string state, string error, string cause, TaskToken token, CancellationToken cancellationToken)
    {
        var order = await orders.ApplyAsync(
            orderId,
            current => current.RaiseAttention(state, error, cause, token, clock.GetUtcNow()),
            cancellationToken);
        logger.NeedsAttention(orderId, state, error, order.Attention?.Reminders ?? 0);
    }
}
