using System.Text.Json.Serialization;

namespace OrderingSystem.Infrastructure.Carriers.BobsPost;

/// <summary>The body of <c>POST /v1/shipments</c>.</summary>
internal sealed record WireBooking(string ClientReference, WireRecipient Recipient, IReadOnlyList<WireParcel> Parcels);

internal sealed record WireRecipient(string Name, string Address);

internal sealed record WireParcel(string Description, int Quantity);

/// <summary>A shipment as Bob's Post writes it. Nothing in it is believed before it is checked.</summary>
internal sealed record WireShipment(
    string? ShipmentId,
    string? TrackingNumber,
    string? ClientReference,
    string? Status,
    DateTimeOffset? EstimatedDispatchAt,
    DateTimeOffset? ShippedAt);

/// <summary>RFC 9457 problem details, with what Bob's Post adds.</summary>
internal sealed record WireProblem(string? Title, string? Detail, DateTimeOffset? ShippedAt);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(WireBooking))]
[JsonSerializable(typeof(WireShipment))]
[JsonSerializable(typeof(WireShipment[]))]
[JsonSerializable(typeof(WireProblem))]
internal sealed partial class BobsPostJson : JsonSerializerContext;
