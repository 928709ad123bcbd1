using System.Text.Json.Serialization;

namespace BobsPost.Simulator.Shipments;

/// <summary>A shipment as the carrier reports it at one moment.</summary>
internal sealed record ShipmentView(
    string ShipmentId,
    string TrackingNumber,
    string ClientReference,
    ShipmentStatus Status,
    DateTimeOffset EstimatedDispatchAt,
    DateTimeOffset? ShippedAt);

[JsonConverter(typeof(JsonStringEnumConverter<ShipmentStatus>))]
public enum ShipmentStatus
{
    [JsonStringEnumMemberName("scheduled")]
    Scheduled,

    [JsonStringEnumMemberName("shipped")]
    Shipped,

    [JsonStringEnumMemberName("cancelled")]
    Cancelled,
}

/// <summary>The answer of <c>GET /v1/status</c>: <c>{"status":"ok"}</c>.</summary>
internal sealed record CarrierStatus(string Status, DateTimeOffset Time);
