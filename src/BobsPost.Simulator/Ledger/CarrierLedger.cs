using BobsPost.Simulator.Shipments;

namespace BobsPost.Simulator.Ledger;

/// <summary>What the carrier was really asked, and what it will ship.</summary>
public sealed record CarrierLedger(IReadOnlyList<LedgerShipment> Shipments, IReadOnlyList<LedgerRequest> Requests);

public sealed record LedgerShipment(
    string ShipmentId,
    string ClientReference,
    string TrackingNumber,
    ShipmentStatus Status,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ShippedAt);

/// <param name="ClientReference">Null where the request named none, or a shipment that nobody looked up.</param>
/// <param name="Answer">
/// The status that was sent (<c>201</c>). With a fault: what was sent (<c>none</c> where the connection was cut), the fault, and in
/// brackets what the request came to where it was carried out: <c>none booked-answer-lost (201)</c>.
/// </param>
public sealed record LedgerRequest(DateTimeOffset At, string Method, string Path, string? ClientReference, string Answer);
