using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrderingSystem.Application.Carriers;
using OrderingSystem.Application.Fulfilment;
using OrderingSystem.Application.Workflow;
using OrderingSystem.Domain.Carriers;

namespace OrderingSystem.Application.Outages;

/// <summary>Lets an order wait for the carrier: stores its token, and sees that somebody watches the outage. Nothing runs meanwhile.</summary>
public sealed class ParkOrder(
    IParkedOrderStore parkedOrders,
    CarrierGateKeeper gates,
    CarrierProbe probe,
    CarrierWatches watches,
    IOptions<CarrierGateLimits> limits,
    TimeProvider clock,
    ILogger<ParkOrder> logger)
{
    /// <summary>Called again with a new token by the state's timeout, it keeps the order's place in the queue.</summary>
    /// <param name="wasAsked">The carrier was asked and failed; false where the gate kept the order from asking.</param>
    /// <exception cref="CarrierKeepsFailingException">The order was let go too often and came back each time: it does not wait.</exception>
    /// <exception cref="WorkflowUnavailableException">The order is stored; whether a watch runs is unknown. Calling again is safe.</exception>
    public async Task RunAsync(ParkRequest request, bool wasAsked, CancellationToken cancellationToken)
    {
        var earlier = await parkedOrders.FindAsync(request.ExecutionName, cancellationToken);
        var answersOthers = wasAsked && earlier is not { ReleasedAt: null } && await AnswersOthersAsync(request.ExecutionName, cancellationToken);
        var gate = await gates.ReadAsync(cancellationToken);
        var parked = ParkedOrder.Park(
            new ParkedOrder
            {
                ExecutionName = request.ExecutionName,
                OrderId = request.OrderId,
                State = request.State,
                OutageId = gate.OutageId ?? string.Empty,
                Token = request.Token,
                ParkedAt = clock.GetUtcNow(),
            },
            earlier,
            answersOthers,
            limits.Value);
        if (parked.Rounds > limits.Value.RoundsBeforeAttention)
        {
            await watches.EnsureAsync(cancellationToken); // the outage that this order began is somebody's to close
            throw new CarrierKeepsFailingException(
                $"The carrier says that it is up and fails this order, {limits.Value.RoundsBeforeAttention} times in a row. The latest failure: {gate.LastError ?? "not recorded"}");
        }

        // The order of these two matters: see CarrierWatches.
        await parkedOrders.ParkAsync(parked, cancellationToken);
        var watched = await watches.EnsureAsync(cancellationToken);
        logger.Parked(request.OrderId, request.State, watched.OutageId!);
    }

    /// <summary>
    /// The order was asked for minutes and got nothing. Is it the carrier, or is it the order? A probe decides; the one order of a quiet day
    /// must not need four more to find out that the carrier is down.
    /// </summary>
    private async Task<bool> AnswersOthersAsync(string executionName, CancellationToken cancellationToken)
    {
        var gate = await gates.ChangeAsync((current, now) => current.Suspect(now), cancellationToken);
        if (gate.State == CarrierGateState.Recovering)
        {
            gate = await probe.TryAsync(executionName, cancellationToken) ?? await gates.ReadAsync(cancellationToken);
        }

        return gate.State != CarrierGateState.Down;
    }
}
