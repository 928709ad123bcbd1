using Microsoft.Extensions.Options;
using OrderingSystem.Application.Carriers;
using OrderingSystem.Application.Orders;
using OrderingSystem.Domain.Orders;
using OrderingSystem.Domain.Shipping;

namespace OrderingSystem.Application.Fulfilment;

/// <summary>What booking and cancelling have in common: one run at a time deals with the carrier, and doubt is resolved by asking.</summary>
public sealed class CarrierAttempts(
    IOrderStore orders,
    ICarrierGateway carrier,
    IOptions<FulfilmentOptions> options,
    TimeProvider clock)
{
    /// <summary>Takes the order's dealings with the carrier for this run.</summary>
    /// <exception cref="BookingInProgressException">Another run has them.</exception>
    /// <exception cref="OrderClosedException">The order is final.</exception>
    public Task<Order> BeginAsync(OrderId orderId, CancellationToken cancellationToken) =>
        BeginAsync(orderId, (order, now, heldUntil) => order.BeginAttempt(now, heldUntil), cancellationToken);

    /// <summary>The same for a booking, whose request is marked as leaving, unless an earlier one is in doubt: that must be settled first.</summary>
    /// <exception cref="BookingInProgressException">Another run has them.</exception>
    /// <exception cref="OrderClosedException">The order is final.</exception>
    public async Task<BegunBooking> BeginBookingAsync(OrderId orderId, CancellationToken cancellationToken)
    {
        var earlierIsInDoubt = false;
        var begun = await BeginAsync(
            orderId,
            (order, now, heldUntil) =>
            {
                // Seen in the very order that the write replaces. Times could not tell: with a clock that skips, two attempts share a moment.
                earlierIsInDoubt = order.BookingAttempt?.IsInDoubt == true;
                return order.BeginBooking(now, heldUntil);
            },
            cancellationToken);
        return new BegunBooking(begun, earlierIsInDoubt);
    }

    /// <summary>Ends this run's attempt, for others to begin.</summary>
    public Task EndAsync(Order order, bool inDoubt, CancellationToken cancellationToken) =>
        orders.ChangeAsync(
            order.OrderId,
            current => current.EndAttempt(order.BookingAttempt!.Number, inDoubt),
            cancellationToken);

    /// <summary>Ends this run's attempt, whose booking request was not answered.</summary>
    public Task LeaveInDoubtAsync(Order order, CancellationToken cancellationToken) =>
        orders.ChangeAsync(
            order.OrderId,
            current => current.LeaveInDoubt(order.BookingAttempt!.Number, clock.GetUtcNow()),
            cancellationToken);

    /// <summary>Ends this run's attempt, whose booking request the carrier declined.</summary>
    public Task EndRefusedAsync(Order order, CancellationToken cancellationToken) =>
        orders.ChangeAsync(order.OrderId, current => current.EndRefused(order.BookingAttempt!.Number), cancellationToken);

    /// <summary>What the carrier has for an order whose booking is in doubt.</summary>
    /// <exception cref="BookingInDoubtException">It has none, and it is too early to believe that.</exception>
    /// <exception cref="CarrierUnavailableException">It gave no answer.</exception>
    /// <exception cref="CarrierDownException">It is known to be down.</exception>
    /// <exception cref="CarrierBusyException">It asks for patience.</exception>
    public async Task<EarlierShipments> ReconcileAsync(Order order, CancellationToken cancellationToken)
    {
        var outcome = await carrier.FindByClientReferenceAsync(order.OrderId.Value, cancellationToken);
        if (outcome is not LookupOutcome.Found found)
        {
            throw NoAnswer(outcome);
        }

        var ours = found.Shipments.Where(shipment => shipment.ClientReference == order.OrderId.Value).ToList();
        var live = ours.Where(shipment => shipment.Status != ShipmentStatus.Cancelled).ToList();
        var sentAt = order.BookingAttempt?.SentAt ?? DateTimeOffset.MinValue;
        return live.Count == 0 && clock.GetUtcNow() < sentAt + options.Value.DoubtSettlesAfter
            ? throw new BookingInDoubtException($"A booking of {sentAt:O} may still be under way at the carrier.")
            : new EarlierShipments(live, ours.Count - live.Count);
    }

    /// <summary>Asks the carrier to cancel one shipment.</summary>
    /// <exception cref="CarrierUnavailableException">It gave no answer.</exception>
    /// <exception cref="CarrierDownException">It is known to be down.</exception>
    /// <exception cref="CarrierBusyException">It asks for patience.</exception>
    public async Task<CancellationOutcome> CancelAsync(string shipmentId, CancellationToken cancellationToken)
    {
        var outcome = await carrier.CancelAsync(shipmentId, cancellationToken);
        switch (outcome)
        {
            case CancellationOutcome.Unavailable unavailable:
                throw new CarrierUnavailableException(unavailable.Reason);
            case CancellationOutcome.Throttled throttled:
                throw Busy(throttled.Until);
            case CancellationOutcome.GateClosed closed:
                throw Down(closed.Until);
            default:
                return outcome;
        }
    }

    /// <summary>The refusal that belongs to a question without an answer.</summary>
    public static FulfilmentException NoAnswer(LookupOutcome outcome) => outcome switch
    {
        LookupOutcome.Unavailable unavailable => new CarrierUnavailableException(unavailable.Reason),
        LookupOutcome.Throttled throttled => Busy(throttled.Until),
        LookupOutcome.GateClosed closed => Down(closed.Until),
        _ => throw new System.Diagnostics.UnreachableException($"No rule for {outcome.GetType().Name}."),
    };

    public static CarrierBusyException Busy(DateTimeOffset? until) =>
        new(until is null ? "The carrier asks for patience." : $"The carrier asks for patience until {until:O}.");

    public static CarrierDownException Down(DateTimeOffset? until) =>
        new(until is null ? "The carrier is known to be down." : $"The carrier is known to be down; next try at {until:O}.");

    private async Task<Order> BeginAsync(
        OrderId orderId,
        Func<Order, DateTimeOffset, DateTimeOffset, OrderChange> begin,
        CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return await orders.ChangeAsync(orderId, order => begin(order, now, now + options.Value.AttemptHold), cancellationToken) switch
        {
            OrderChange.Changed changed => changed.Order,
            OrderChange.Impossible { Order.IsFinal: false } busy => throw new BookingInProgressException(busy.Reason),
            OrderChange.Impossible closed => throw new OrderClosedException(closed.Reason),
            _ => throw TaskOrders.Missing(orderId),
        };
    }
}
