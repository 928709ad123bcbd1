namespace OrderingSystem.Domain.Shipping;

public enum ShipmentStatus
{
    Scheduled,
    Shipped,
    Cancelled,
}

/// <summary>What a carrier accepted for one order.</summary>
/// <param name="ShipmentId">The carrier's own id.</param>
/// <param name="ClientReference">The order id, as we gave it to the carrier.</param>
public sealed record Booking(string ShipmentId, string TrackingNumber, string ClientReference, DateTimeOffset? EstimatedDispatchAt);

/// <summary>A booking as the carrier reports it now.</summary>
public sealed record Shipment(
    string ShipmentId,
    string TrackingNumber,
    string ClientReference,
    ShipmentStatus Status,
    DateTimeOffset? EstimatedDispatchAt,
    DateTimeOffset? ShippedAt);
