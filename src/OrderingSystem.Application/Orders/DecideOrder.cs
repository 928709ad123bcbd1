using OrderingSystem.Application.Workflow;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Orders;

/// <summary>Carries an operator's decision to the order that waits for it.</summary>
/// <remarks>
/// The decision lives in the execution's history from the moment the token is redeemed. The projection is written after that; a crash in
/// between leaves a standing attention that the next task of the execution clears.
/// </remarks>
public sealed class DecideOrder(IOrderStore orders, IOrderWorkflow workflow)
{
    /// <exception cref="WorkflowUnavailableException">Whether the decision arrived is unknown; deciding again is safe.</exception>
    public async Task<DecideResult> RunAsync(OrderId orderId, Decision decision, CancellationToken cancellationToken)
    {
        var order = await orders.FindAsync(orderId, cancellationToken);
        switch (order)
        {
            case null:
                return await workflow.FindAsync(orderId, cancellationToken) is null ? new DecideResult.OrderNotFound() : new DecideResult.NothingWaits();
            case { Attention: null or { IsCall: true } }:
                return new DecideResult.NothingWaits();
            case { Status: OrderStatus.Shipped } when decision.Kind == DecisionKind.Cancel:
                return new DecideResult.NotPossible("The order has shipped; nothing is cancelled after that.");
            case { Status: OrderStatus.Cancelled or OrderStatus.Rejected } when decision.Kind == DecisionKind.ConfirmShipped:
                return new DecideResult.NotPossible($"The order is {order.Status}; it cannot have shipped.");
        }

        var token = order.Attention.Token!.Value;
        var output = new DecisionOutput(Decision.WordFor(decision.Kind), decision.Note, decision.By, decision.At);
        if (!await workflow.SendTaskSuccessAsync(token, output, cancellationToken))
        {
            await orders.ChangeAsync(orderId, current => current.ForgetToken(token), cancellationToken);
            return new DecideResult.Superseded();
        }

        var change = await orders.ChangeAsync(orderId, current => current.Decide(token, decision), cancellationToken);
        return new DecideResult.Decided(change is OrderChange.Changed changed ? changed.Order : order);
    }
}
