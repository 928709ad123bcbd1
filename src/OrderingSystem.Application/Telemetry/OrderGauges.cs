using System.Diagnostics.Metrics;
using OrderingSystem.Application.Carriers;
using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Outages;
using OrderingSystem.Application.Paging;
using OrderingSystem.Domain.Carriers;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Telemetry;

/// <summary>How things stand, as gauges. Reading costs a few index look-ups, and is done when <see cref="ReadAsync"/> is called, not when a collector asks.</summary>
public sealed class OrderGauges : IDisposable
{
    /// <summary>Orders that are neither shipped nor closed, the oldest first.</summary>
    public static readonly OrderFilter OldestOpenOrders = new() { Statuses = [OrderStatus.Placed, OrderStatus.Scheduled], OldestFirst = true };

    private readonly IOrderStore _orders;
    private readonly IParkedOrderStore _parked;
    private readonly CarrierGateKeeper _gate;
    private readonly TimeProvider _clock;
    private readonly Meter _meter = new(OrderingTelemetry.Name);
    private volatile Reading? _latest;

    public OrderGauges(IOrderStore orders, IParkedOrderStore parked, CarrierGateKeeper gate, TimeProvider clock)
    {
        (_orders, _parked, _gate, _clock) = (orders, parked, gate, clock);
        _meter.CreateObservableGauge("ordering.orders", OrdersByStatus, "{order}", "Orders by status");
        Observe("ordering.orders.attention", "{order}", "Orders that wait for an operator", reading => reading.Counts.Attention);
        Observe("ordering.orders.untold", "{order}", "Shipped or cancelled orders whose customer is not told yet", reading => reading.Untold);
        Observe("ordering.orders.oldest_open.age", "s", "Age of the oldest order that is neither shipped nor closed; 0 where there is none", reading => reading.OldestOpen.TotalSeconds);
        Observe("ordering.orders.parked", "{order}", "Orders that wait for the carrier", reading => reading.Parked);
        Observe("ordering.orders.parked.oldest.age", "s", "How long the order that waits longest for the carrier does; 0 where none waits", reading => reading.OldestParked.TotalSeconds);
        Observe("ordering.carrier.available", "1", "1 while the carrier is held to answer, 0 while it is not", reading => reading.CarrierAnswers ? 1 : 0);
    }

    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        var counts = await _orders.CountAsync(cancellationToken);
        var oldest = (await _orders.ListAsync(OldestOpenOrders, new PageRequest(1, null), cancellationToken)).Items;
        var parked = await _parked.SummarizeAsync(cancellationToken);
        var gate = await _gate.ReadAsync(cancellationToken);
        _latest = new Reading(
            counts,
            Math.Max(0, counts.Of(OrderStatus.Shipped) + counts.Of(OrderStatus.Cancelled) - counts.Notified),
            oldest is [var order, ..] ? AgeOf(order.PlacedAt, now) : TimeSpan.Zero,
            parked.Waiting,
            parked.Oldest is { } since ? AgeOf(since, now) : TimeSpan.Zero,
            gate.State is CarrierGateState.Up or CarrierGateState.Recovering);
    }

    public void Dispose() => _meter.Dispose();

    private static TimeSpan AgeOf(DateTimeOffset since, DateTimeOffset now) => now > since ? now - since : TimeSpan.Zero;

    private void Observe(string name, string unit, string description, Func<Reading, double> value) => _meter.CreateObservableGauge(
        name, () => _latest is { } reading ? [new Measurement<double>(value(reading))] : Array.Empty<Measurement<double>>(), unit, description);

    private IEnumerable<Measurement<long>> OrdersByStatus() => _latest is { } reading
        ? Enum.GetValues<OrderStatus>().Select(status => new Measurement<long>(
            reading.Counts.Of(status), new KeyValuePair<string, object?>("ordering.order.status", status.ToString())))
        : [];

    private sealed record Reading(OrderCounts Counts, int Untold, TimeSpan OldestOpen, int Parked, TimeSpan OldestParked, bool CarrierAnswers);
}
