using OrderingSystem.Application.Carriers;
using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Paging;
using OrderingSystem.Application.Telemetry;
using OrderingSystem.Domain.Carriers;

namespace OrderingSystem.Lambdas.Schedules.MeasureOrders;

/// <summary>
/// Measures what no single task knows: how old the oldest open order is, and for how long the gate has kept orders from the carrier. Called every few
/// minutes by a schedule; alarms stand on what it writes.
/// </summary>
/// <remarks>Two short queries of each index shard and one read: it counts nothing, so that it costs the same with ten orders and with ten million.</remarks>
public sealed class MeasureOrdersFunction(IOrderStore orders, CarrierGateKeeper gates, EmbeddedMetrics metrics, TimeProvider clock)
{
    public const string Name = "MeasureOrders";

    /// <summary>Seconds since the oldest order was placed that is neither shipped nor closed; 0 where there is none.</summary>
    public const string OldestOpenOrderAge = "OldestOpenOrderAge";

    /// <summary>Seconds since the outage began that keeps orders from the carrier; 0 where none does.</summary>
    public const string CarrierDownAge = "CarrierDownAge";

    /// <returns>An empty JSON object: the schedule does not look at it.</returns>
    public async Task<byte[]> HandleAsync(CancellationToken cancellationToken)
    {
        var oldest = (await orders.ListAsync(OrderGauges.OldestOpenOrders, new PageRequest(1), cancellationToken)).Items;
        var gate = await gates.ReadAsync(cancellationToken);
        var now = clock.GetUtcNow();
        metrics.Write(
            now,
            (OldestOpenOrderAge, oldest is [var order, ..] ? SecondsSince(order.PlacedAt, now) : 0),
            (CarrierDownAge, gate.State == CarrierGateState.Down ? SecondsSince(gate.OutageSince ?? gate.Since, now) : 0));
        return "{}"u8.ToArray();
    }

    private static double SecondsSince(DateTimeOffset since, DateTimeOffset now) => Math.Max(0, (now - since).TotalSeconds);
}
