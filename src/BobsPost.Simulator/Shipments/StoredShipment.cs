namespace BobsPost.Simulator.Shipments;

/// <summary>A shipment as the file has it: its status is not stored but follows from the time at which one looks.</summary>
internal sealed record StoredShipment(
    string ShipmentId,
    string TrackingNumber,
    string ClientReference,
    DateTimeOffset CreatedAt,
    DateTimeOffset ShipsAt,
    DateTimeOffset? CancelledAt)
{
    public ShipmentStatus StatusAt(DateTimeOffset now) =>
        CancelledAt is not null ? ShipmentStatus.Cancelled : now >= ShipsAt ? ShipmentStatus.Shipped : ShipmentStatus.Scheduled;

    public DateTimeOffset? ShippedAt(DateTimeOffset now) => StatusAt(now) == ShipmentStatus.Shipped ? ShipsAt : null;

    public ShipmentView ViewAt(DateTimeOffset now) =>
        new(ShipmentId, TrackingNumber, ClientReference, StatusAt(now), ShipsAt, ShippedAt(now));
}
