using OrderingSystem.Application.Carriers;
using OrderingSystem.Application.Orders;
using OrderingSystem.Domain.Orders;
using OrderingSystem.Domain.Shipping;

namespace OrderingSystem.Application.Fulfilment;

/// <summary>Asks the carrier whether an order has shipped.</summary>
/// <remarks>
/// Where the order was attempted more than once, it asks for all shipments under the order's reference. At a carrier that forgets idempotency keys
/// a sender that was suspended in the moment of sending, and died before it saw the answer, leaves a booking that nobody knows of: here it is found
/// and cancelled.
/// </remarks>
public sealed class CheckShipment(IOrderStore orders, ICarrierGateway carrier, CarrierAttempts attempts, TimeProvider clock)
{
    /// <returns>The order, shipped.</returns>
    /// <exception cref="ShipmentPendingException">Not yet; the retrier that matches it is the poll.</exception>
    /// <exception cref="CarrierUnavailableException">No answer.</exception>
    /// <exception cref="CarrierDownException">Not asked, because it is known to be down.</exception>
    /// <exception cref="CarrierBusyException">The carrier asks for patience.</exception>
    /// <exception cref="ShipmentCancelledException">The carrier cancelled it: the order is not booked any more, and can be booked again.</exception>
    /// <exception cref="ShipmentNotFoundException">The order was not booked, or the carrier does not know the shipment.</exception>
    /// <exception cref="ForeignShipmentException">The carrier answered with somebody else's shipment.</exception>
    /// <exception cref="DuplicateBookingException">The carrier holds a second shipment and does not cancel it.</exception>
    public async Task<Order> RunAsync(OrderId orderId, CancellationToken cancellationToken)
    {
        var order = await orders.LoadForTaskAsync(orderId, cancellationToken);
        if (order.Status == OrderStatus.Shipped)
        {
            return order;
        }

        if (order.ShipmentId is not { } shipmentId)
        {
            throw order.CancelledBookings > 0
                ? new ShipmentCancelledException($"The carrier cancelled the booking of order {orderId}, and it is not booked again.")
                : new ShipmentNotFoundException($"Order {orderId} is not booked.");
        }

        var (shipment, others) = await AskAsync(order, shipmentId, cancellationToken);
        if (shipment.ClientReference != orderId.Value)
        {
            throw new ForeignShipmentException($"The carrier says that shipment {shipmentId} belongs to '{shipment.ClientReference}'.");
        }

        if (shipment.Status != ShipmentStatus.Cancelled)
        {
            await TakeBackAsync(shipment, others, cancellationToken);
        }

        switch (shipment.Status)
        {
            case ShipmentStatus.Shipped:
                return await orders.ApplyAsync(
                    orderId,
                    current => current.Ship(shipment.ShippedAt ?? clock.GetUtcNow(), clock.GetUtcNow()),
                    cancellationToken);
            case ShipmentStatus.Cancelled:
                await orders.ApplyAsync(orderId, current => current.LoseBooking(shipmentId, others.Count > 0, clock.GetUtcNow()), cancellationToken);
                throw new ShipmentCancelledException($"The carrier cancelled shipment {shipmentId}.");
            default:
                throw new ShipmentPendingException($"Shipment {shipmentId} has not left yet.");
        }
    }

    /// <returns>The order's shipment, and whatever else is live under its reference.</returns>
    private async Task<(Shipment Own, IReadOnlyList<Shipment> Others)> AskAsync(Order order, string shipmentId, CancellationToken cancellationToken)
    {
        var outcome = order.BookingAttempt is { Number: > 1 }
            ? await carrier.FindByClientReferenceAsync(order.OrderId.Value, cancellationToken)
            : await carrier.GetAsync(shipmentId, cancellationToken);
        if (outcome is not LookupOutcome.Found found)
        {
            throw CarrierAttempts.NoAnswer(outcome);
        }

        var own = found.Shipments.FirstOrDefault(shipment => shipment.ShipmentId == shipmentId)
            ?? throw new ShipmentNotFoundException($"The carrier does not know shipment {shipmentId}.");
        return (own, [.. found.Shipments.Where(other => other.ShipmentId != shipmentId && other.Status != ShipmentStatus.Cancelled)]);
    }

    private async Task TakeBackAsync(Shipment own, IReadOnlyList<Shipment> surplus, CancellationToken cancellationToken)
    {
        foreach (var one in surplus)
        {
            if (await attempts.CancelAsync(one.ShipmentId, cancellationToken) is not (CancellationOutcome.Cancelled or CancellationOutcome.NotFound))
            {
                throw new DuplicateBookingException($"The carrier holds shipments {own.ShipmentId} and {one.ShipmentId} for one order and does not cancel the second.");
            }
        }
    }
}
