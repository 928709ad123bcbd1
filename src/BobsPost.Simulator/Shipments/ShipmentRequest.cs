namespace BobsPost.Simulator.Shipments;

/// <summary>The body of <c>POST /v1/shipments</c>.</summary>
/// <param name="ClientReference">The sender's own name for the shipment; need not be unique.</param>
internal sealed record ShipmentRequest(string? ClientReference, ShipmentRecipient? Recipient, IReadOnlyList<ShipmentParcel?>? Parcels);

internal sealed record ShipmentRecipient(string? Name, string? Address);

internal sealed record ShipmentParcel(string? Description, int Quantity);
