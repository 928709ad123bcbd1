using System.Text.Json.Serialization;

namespace OrderingSystem.Host.Demo;

/// <summary>What the demo came to. The names are a contract: programs read the JSON.</summary>
/// <param name="Shipped">Orders of this run with status Shipped.</param>
/// <param name="Notified">Orders of this run whose customer was told.</param>
/// <param name="Bookings">Orders of this run for which the carrier's ledger has a live shipment.</param>
/// <param name="DuplicateBookings">Live shipments in the carrier's ledger beyond one an order.</param>
/// <param name="DuplicateNotifications">Notifications sent beyond one an order.</param>
/// <param name="Attention">Orders that wait for an operator.</param>
/// <param name="SimulatedDays">Days that passed by the demo's clock.</param>
/// <param name="Transitions">State transitions as AWS bills them: states entered, and retries.</param>
/// <param name="HistoryEventsMax">Most history events of one execution.</param>
public sealed record DemoSummary(
    int Orders,
    int Shipped,
    int Notified,
    int Bookings,
    int DuplicateBookings,
    int DuplicateNotifications,
    int Attention,
    double SimulatedDays,
    double WallSeconds,
    long Transitions,
    long HistoryEventsMax)
{
    /// <summary>Every order was booked exactly once and shipped, and its customer notified exactly once.</summary>
    [JsonIgnore]
    public bool IsFlawless => Shipped == Orders && Notified == Orders && Bookings == Orders
        && DuplicateBookings == 0 && DuplicateNotifications == 0 && Attention == 0;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DemoSummary))]
internal sealed partial class DemoJson : JsonSerializerContext;
