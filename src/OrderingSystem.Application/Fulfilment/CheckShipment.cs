using OrderingSystem.Application.Carriers;
using OrderingSystem.Application.Orders;
using OrderingSystem.Domain.Orders;
using OrderingSystem.Domain.Shipping;

namespace OrderingSystem.Application.Fulfilment;

/// <summary>Asks the carrier whether an order has shipped.</summary>
public sealed class CheckShipment(IOrderStore orders, ICarrierGateway carrier, TimeProvider clock)
{
    /// <returns>The order, shipped.</returns>
    /// <exception cref="ShipmentPendingException">Not yet; the retrier that matches it is the poll.</exception>
    /// <exception cref="CarrierUnavailableException">No answer.</exception>
    /// <exception cref="CarrierDownException">Not asked, because it is known to be down.</exception>
    /// <exception cref="CarrierBusyException">The carrier asks for patience.</exception>
    /// <exception cref="ShipmentCancelledException">The carrier cancelled it.</exception>
    /// <exception cref="ShipmentNotFoundException">The order was not booked, or the carrier does not know the shipment.</exception>
    /// <exception cref="ForeignShipmentException">The carrier answered with somebody else's shipment.</exception>
    public async Task<Order> RunAsync(OrderId orderId, CancellationToken cancellationToken)
    {
        var order = await orders.LoadForTaskAsync(orderId, cancellationToken);
        if (order.Status == OrderStatus.Shipped)
        {
            return order;
        }

        var shipmentId = order.ShipmentId ?? throw new ShipmentNotFoundException($"Order {orderId} is not booked.");
        var shipment = await AskAsync(shipmentId, cancellationToken);
        if (shipment.ClientReference != orderId.Value)
        {
            throw new ForeignShipmentException($"The carrier says that shipment {shipmentId} belongs to '{shipment.ClientReference}'.");
        }

        return shipment.Status switch
        {
            ShipmentStatus.Shipped => await orders.ApplyAsync(
                orderId,
                current => current.Ship(shipment.ShippedAt ?? clock.GetUtcNow(), clock.GetUtcNow()),
                cancellationToken),
            ShipmentStatus.Cancelled => throw new ShipmentCancelledException($"The carrier cancelled shipment {shipmentId}."),
            _ => throw new ShipmentPendingException($"Shipment {shipmentId} has not left yet."),
        };
    }

    private async Task<Shipment> AskAsync(string shipmentId, CancellationToken cancellationToken)
    {
        var outcome = await carrier.GetAsync(shipmentId, cancellationToken);
        return outcome switch
        {
            LookupOutcome.Found found => found.Shipments.FirstOrDefault(shipment => shipment.ShipmentId == shipmentId)
                ?? throw new ShipmentNotFoundException($"The carrier does not know shipment {shipmentId}."),
            _ => throw CarrierAttempts.NoAnswer(outcome),
        };
    }
}
