using OrderingSystem.Application.Carriers;
using OrderingSystem.Application.Orders;
using OrderingSystem.Domain.Orders;
using OrderingSystem.Domain.Shipping;

namespace OrderingSystem.Application.Fulfilment;

/// <summary>Takes an order back: first at the carrier, then in our record, so that both sides agree.</summary>
public sealed class CancelShipment(IOrderStore orders, CarrierAttempts attempts, TimeProvider clock)
{
    /// <exception cref="OrderAlreadyShippedException">Too late; the order goes on to be shipped.</exception>
    /// <exception cref="CarrierUnavailableException">No answer; later.</exception>
    /// <exception cref="CarrierDownException">Not asked, because it is known to be down.</exception>
    /// <exception cref="CarrierBusyException">The carrier asks for patience.</exception>
    /// <exception cref="BookingInDoubtException">Perhaps booked; the next run finds out.</exception>
    /// <exception cref="BookingInProgressException">Another run deals with the carrier.</exception>
    /// <exception cref="CancellationRefusedException">The carrier declines.</exception>
    /// <param name="by">Who asked for it; null where the system did it by itself.</param>
    public async Task RunAsync(OrderId orderId, string reason, string? by, CancellationToken cancellationToken)
    {
        var order = await orders.LoadForTaskAsync(orderId, cancellationToken);
        switch (order.Status)
        {
            case OrderStatus.Cancelled or OrderStatus.Rejected:
                return;
            case OrderStatus.Shipped:
                throw new OrderAlreadyShippedException($"Order {orderId} has shipped.");
        }

        order = await attempts.BeginAsync(orderId, cancellationToken);
        try
        {
            await CancelAtCarrierAsync(order, cancellationToken);
        }
        catch (FulfilmentException)
        {
            await attempts.EndAsync(order, order.BookingAttempt!.IsInDoubt, cancellationToken);
            throw;
        }

        await orders.ApplyAsync(orderId, current => current.Cancel(reason, clock.GetUtcNow(), by), cancellationToken);
    }

    private async Task CancelAtCarrierAsync(Order order, CancellationToken cancellationToken)
    {
        if (order.ShipmentId is { } shipmentId)
        {
            await CancelOneAsync(order, shipmentId, cancellationToken);
            return;
        }

        if (!order.BookingAttempt!.IsInDoubt)
        {
            return;
        }

        foreach (var shipment in (await attempts.ReconcileAsync(order, cancellationToken)).Live)
        {
            if (shipment.Status == ShipmentStatus.Shipped)
            {
                await AdoptAsync(order, shipment, cancellationToken);
            }

            await CancelOneAsync(order, shipment.ShipmentId, cancellationToken);
        }
    }

    /// <summary>A booking that we did not know of has shipped: the order must know it before anybody asks for its state.</summary>
    private Task<Order> AdoptAsync(Order order, Shipment shipment, CancellationToken cancellationToken) =>
        orders.ApplyAsync(
            order.OrderId,
            current => current.Schedule(
                new Booking(shipment.ShipmentId, shipment.TrackingNumber, shipment.ClientReference, shipment.EstimatedDispatchAt),
                clock.GetUtcNow()),
            cancellationToken);

    private async Task CancelOneAsync(Order order, string shipmentId, CancellationToken cancellationToken)
    {
        switch (await attempts.CancelAsync(shipmentId, cancellationToken))
        {
            case CancellationOutcome.AlreadyShipped:
                throw new OrderAlreadyShippedException($"Order {order.OrderId} has shipped as {shipmentId}.");
            case CancellationOutcome.Refused refused:
                throw new CancellationRefusedException(refused.Reason);
            default:
                return; // cancelled, now or before; or the carrier knows nothing that it could ship
        }
    }
}
