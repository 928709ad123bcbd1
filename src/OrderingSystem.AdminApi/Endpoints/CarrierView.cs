using System.ComponentModel.DataAnnotations;
using OrderingSystem.Application.Outages;
using OrderingSystem.Domain.Carriers;

namespace OrderingSystem.AdminApi.Endpoints;

/// <param name="State"><c>up</c>, <c>down</c>, <c>probing</c> (down, and being asked in this moment), <c>recovering</c> (it answers; orders are let go) or <c>held</c> (an operator keeps everybody from calling it).</param>
/// <param name="Since">When it came to that.</param>
/// <param name="DownSince">When the outage began; null where there is none.</param>
/// <param name="NextProbeAt">Null where it is not down.</param>
/// <param name="ProbesInVain">Probes since an order last had an answer.</param>
/// <param name="OrdersWaiting">Orders that wait for the carrier to answer.</param>
/// <param name="Drain">Null unless it is recovering.</param>
/// <param name="WhenItReturns">What its return will bring; null where nobody waits.</param>
/// <param name="Hold">Who keeps everybody from calling it, and why; null where nobody does.</param>
public sealed record CarrierView(
    string Name,
    [property: AllowedValues("up", "down", "probing", "recovering", "held")] string State,
    DateTimeOffset Since,
    string? OutageId,
    DateTimeOffset? DownSince,
    string? LastError,
    DateTimeOffset? NextProbeAt,
    int ProbesInVain,
    int OrdersWaiting,
    DateTimeOffset? OldestWaitsSince,
    CarrierDrainView? Drain,
    CarrierReturnView? WhenItReturns,
    CarrierHoldView? Hold)
{
    internal static CarrierView Of(CarrierGate gate, ParkedSummary parked, CarrierGateLimits limits, DateTimeOffset now)
    {
        var isDown = gate.State == CarrierGateState.Down;
        return new CarrierView(
            "Bob's Post",
            StateOf(gate, now),
            gate.Since,
            gate.OutageId,
            gate.OutageSince,
            gate.LastError,
            isDown && gate.Hold is null ? gate.NextProbeAt : null,
            gate.ProbesInVain,
            parked.Waiting,
            parked.Oldest,
            gate.State == CarrierGateState.Recovering
                ? new CarrierDrainView(gate.Released, parked.Waiting, gate.BatchSize, gate.PausedUntil > now ? gate.PausedUntil : null)
                : null,
            parked.Waiting == 0 ? null : CarrierReturnView.Of(parked.Waiting, isDown ? 1 : gate.BatchSize, limits),
            gate.Hold is { } hold ? new CarrierHoldView(hold.By, hold.Reason, hold.Since) : null);
    }

    private static string StateOf(CarrierGate gate, DateTimeOffset now) =>
        gate.Hold is not null ? "held"
        : gate.State == CarrierGateState.Down && gate.IsProbedAt(now) ? "probing"
        : gate.State.ToString().ToLowerInvariant();
}

/// <param name="Released">Orders let go in this outage.</param>
/// <param name="OrdersPerBatch">How many the next batch lets go.</param>
/// <param name="PausedUntil">The carrier asked for patience until then; null where it did not.</param>
public sealed record CarrierDrainView(int Released, int Waiting, int OrdersPerBatch, DateTimeOffset? PausedUntil);

/// <summary>How the orders that wait will be let go: the pace doubles from batch to batch, up to its maximum.</summary>
/// <param name="OrdersPerMinute">At full pace.</param>
/// <param name="Seconds">From the first answer to the last order, if the carrier holds.</param>
public sealed record CarrierReturnView(int Orders, int OrdersPerMinute, int Seconds)
{
    internal static CarrierReturnView Of(int orders, int firstBatch, CarrierGateLimits limits)
    {
        var (left, batches) = (orders, 0);
        for (var size = firstBatch; left > 0 && size < limits.MaxBatch; size *= 2)
        {
            left -= size;
            batches++;
        }

        batches += left > 0 ? (left + limits.MaxBatch - 1) / limits.MaxBatch : 0;
        return new CarrierReturnView(
            orders,
            (int)(limits.MaxBatch * TimeSpan.FromMinutes(1) / limits.BatchInterval),
            (int)Math.Ceiling(batches * limits.BatchInterval.TotalSeconds));
    }
}

public sealed record CarrierHoldView(string By, string Reason, DateTimeOffset Since);
