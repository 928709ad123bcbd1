using System.Globalization;

namespace OrderingSystem.Domain.Carriers;

/// <summary>
/// The one record about the carrier that all processes share. Every member function is a pure transition; one that changes nothing answers the
/// same instance. Stored by conditional write on <see cref="Version"/>.
/// </summary>
/// <remarks>
/// An outage begins when the carrier goes down, or when an order gives up on it, and ends when all orders that parked have been let go and
/// none came back. A relapse in between belongs to the same outage, so that one watch sees it through.
/// </remarks>
public sealed record CarrierGate
{
    public CarrierGateState State { get; init; }

    /// <summary>When it came to <see cref="State"/>.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Names the outage and the first execution that watches it; null while <see cref="CarrierGateState.Up"/>.</summary>
    public string? OutageId { get; init; }

    public DateTimeOffset? OutageSince { get; init; }

    /// <summary>Which watch has the outage: 0 for the first, counted up by each that took over.</summary>
    public int Generation { get; init; }

    /// <summary>Failures since the last answer, one per caller.</summary>
    public IReadOnlyList<CountedFailure> Failures { get; init; } = [];

    /// <summary>In words, of the latest failure; null where there was none since the outage before.</summary>
    public string? LastError { get; init; }

    public ProbeLease? Lease { get; init; }

    /// <summary>Nobody probes before; null while <see cref="CarrierGateState.Up"/>.</summary>
    public DateTimeOffset? NextProbeAt { get; init; }

    /// <summary>Probes since an order last had an answer: decides the interval.</summary>
    public int ProbesInVain { get; init; }

    /// <summary>An order has had an answer since the carrier recovered: the status page alone may lie.</summary>
    public bool IsProven { get; init; }

    /// <summary>How many orders the next batch may let go.</summary>
    public int BatchSize { get; init; } = 1;

    public DateTimeOffset? NextBatchAt { get; init; }

    public DateTimeOffset? LastReleaseAt { get; init; }

    /// <summary>The carrier asked for patience until then: no order is let go before.</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>Orders let go in this outage; one that parked twice counts twice.</summary>
    public int Released { get; init; }

    /// <summary>Somebody keeps the gate closed by hand, whatever the carrier answers; null where nobody does.</summary>
    public CarrierHold? Hold { get; init; }

    /// <summary>Counts the committed changes; 0 for a gate that was never stored.</summary>
    public long Version { get; init; }

    /// <summary>Whether an order may call the carrier.</summary>
    public bool LetsOrdersThrough => State != CarrierGateState.Down;

    /// <summary>Whether a watch still has the outage: it does until the outage is closed, or until a later watch has begun.</summary>
    public bool IsWatchedBy(string outageId, int generation) => OutageId == outageId && generation >= Generation;

    public static CarrierGate Initial(DateTimeOffset now) => new() { State = CarrierGateState.Up, Since = now };

    public bool IsProbedAt(DateTimeOffset now) => Lease?.Until > now;

    /// <summary>The carrier answered an order: a booking, a refusal, a list.</summary>
    public CarrierGate Answered() => State switch
    {
        CarrierGateState.Up when Failures.Count > 0 => this with { Failures = [] },
        CarrierGateState.Recovering when !IsProven || Failures.Count > 0 => this with { Failures = [], IsProven = true, ProbesInVain = 0 },
        _ => this, // an answer that was long under way does not make a carrier that is down recover: the probe does
    };

    /// <summary>A call failed in a way that speaks for the carrier being down.</summary>
    public CarrierGate Failed(string caller, string reason, DateTimeOffset now, CarrierGateLimits limits)
    {
        if (State == CarrierGateState.Down)
        {
            return this;
        }

        var counted = this with
        {
            LastError = reason,
            Failures =
            [
                .. Failures.Where(failure => failure.Caller != caller && failure.At > now - limits.FailureWindow),
                new CountedFailure(caller, now),
            ],
        };

        // A carrier that was down and has shown nothing since but its status page is taken at its first failure.
        var enough = State == CarrierGateState.Recovering && !IsProven ? 1 : limits.FailuresToGoDown;
        return counted.Failures.Count >= enough ? counted.GoDown(reason, now, limits) : counted;
    }

    /// <summary>The carrier asked for patience: it is up, and the drain waits.</summary>
    public CarrierGate Throttled(DateTimeOffset? until, DateTimeOffset now, CarrierGateLimits limits)
    {
        var pause = until is { } asked && asked < now + limits.MaxPatience ? asked : now + (until is null ? limits.DefaultPatience : limits.MaxPatience);
        return State == CarrierGateState.Recovering && pause > (PausedUntil ?? now)
            ? this with { PausedUntil = pause, BatchSize = Math.Max(1, BatchSize / 2) }
            : this;
    }

    /// <summary>An order gave up on a carrier that counts as up: others go on calling it, and a watch looks into it.</summary>
    public CarrierGate Suspect(DateTimeOffset now) => State != CarrierGateState.Up
        ? this
        : BeginOutage(now) with { State = CarrierGateState.Recovering, Since = now, NextProbeAt = now, IsProven = true };

    /// <summary>An operator keeps everybody from calling the carrier, the probe too, until <see cref="LetGo"/>.</summary>
    public CarrierGate HoldBack(string by, string reason, DateTimeOffset now, CarrierGateLimits limits) => Hold is not null
        ? this
        : (State == CarrierGateState.Down ? this : GoDown(reason, now, limits)) with { Hold = new CarrierHold(by, reason, now) };

    /// <summary>Nobody keeps the gate closed any more: the carrier is probed at once, and an answer opens it.</summary>
    public CarrierGate LetGo(DateTimeOffset now) => Hold is null ? this : this with { Hold = null, NextProbeAt = now, ProbesInVain = 0 };

    /// <summary>The next probe is due now.</summary>
    public CarrierGate Hurry(DateTimeOffset now) =>
        State == CarrierGateState.Down && Hold is null && NextProbeAt > now ? this with { NextProbeAt = now } : this;

    /// <summary>Takes the sole right to probe.</summary>
    /// <returns>Null where it is not time, or somebody else probes.</returns>
    public CarrierGate? BeginProbe(string holder, DateTimeOffset now, CarrierGateLimits limits)
    {
        if (State == CarrierGateState.Up || Hold is not null || now < NextProbeAt || IsProbedAt(now))
        {
            return null;
        }

        var isDown = State == CarrierGateState.Down;
        return this with
        {
            Lease = new ProbeLease(holder, now + limits.ProbeHold),
            NextProbeAt = now + (isDown ? ProbeInterval(ProbesInVain, limits) : limits.FirstProbeInterval),
            ProbesInVain = isDown ? ProbesInVain + 1 : ProbesInVain,
        };
    }

    /// <param name="pausedUntil">Set where the answer was a call for patience.</param>
    public CarrierGate ProbeAnswered(string holder, DateTimeOffset? pausedUntil, DateTimeOffset now)
    {
        if (Lease?.Holder != holder)
        {
            return this;
        }

        if (Hold is not null)
        {
            return this with { Lease = null }; // asked before it was held: the answer opens nothing
        }

        return State == CarrierGateState.Down
            ? this with
            {
                State = CarrierGateState.Recovering,
                Since = now,
                Lease = null,
                IsProven = false,
                BatchSize = 1,
                Failures = [],
                PausedUntil = pausedUntil,
            }
            : this with { Lease = null, PausedUntil = pausedUntil ?? PausedUntil };
    }

    /// <param name="isOurs">The fault is on our side of the network: it does not make the carrier down.</param>
    public CarrierGate ProbeFailed(string holder, string reason, bool isOurs, DateTimeOffset now, CarrierGateLimits limits)
    {
        if (Lease?.Holder != holder)
        {
            return this;
        }

        var ended = this with { Lease = null, LastError = reason };
        return State == CarrierGateState.Recovering && !isOurs ? ended.GoDown(reason, now, limits) : ended;
    }

    /// <summary>Reserves one batch before its orders are let go, so that a run of the task that is repeated does not double the pace.</summary>
    /// <returns>Null where no batch may go now.</returns>
    public CarrierGate? BeginBatch(int orders, DateTimeOffset now, CarrierGateLimits limits)
    {
        if (State != CarrierGateState.Recovering || orders > BatchSize || now < NextBatchAt || now < PausedUntil)
        {
            return null;
        }

        return this with
        {
            NextBatchAt = now + limits.BatchInterval,
            LastReleaseAt = now,
            Released = Released + orders,
            BatchSize = Failures.Count > 0 ? Math.Max(1, BatchSize / 2) : IsProven ? Math.Min(BatchSize * 2, limits.MaxBatch) : BatchSize,
        };
    }

    /// <summary>When the outage is over if nothing parks before; null while the carrier is not recovering.</summary>
    public DateTimeOffset? SettlesAt(CarrierGateLimits limits) =>
        State == CarrierGateState.Recovering ? (LastReleaseAt ?? Since) + limits.SettleTime : null;

    /// <summary>The outage is over.</summary>
    /// <returns>Null where it is not.</returns>
    public CarrierGate? Close(DateTimeOffset now, CarrierGateLimits limits) => SettlesAt(limits) <= now
        ? Initial(now) with { Version = Version, Failures = Failures }
        : null;

    /// <summary>Another watch takes the outage over.</summary>
    public CarrierGate HandOver(int generation) => generation > Generation ? this with { Generation = generation } : this;

    public static TimeSpan ProbeInterval(int probesInVain, CarrierGateLimits limits) =>
        CarrierGateLimits.Doubled(limits.FirstProbeInterval, probesInVain, limits.MaxProbeInterval);

    private CarrierGate GoDown(string reason, DateTimeOffset now, CarrierGateLimits limits) =>
        (OutageId is null ? BeginOutage(now) : this) with
        {
            State = CarrierGateState.Down,
            Since = now,
            LastError = reason,
            Failures = [],
            Lease = null,
            NextProbeAt = now + ProbeInterval(ProbesInVain, limits),
            IsProven = false,
            BatchSize = 1,
        };

    // The version makes it unlike every other outage, whatever the clock does.
    private CarrierGate BeginOutage(DateTimeOffset now) => this with
    {
        OutageId = string.Create(CultureInfo.InvariantCulture, $"outage-{now.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}-{Version + 1}"),
        OutageSince = now,
        Generation = 0,
        ProbesInVain = 0,
        Released = 0,
        LastReleaseAt = null,
        NextBatchAt = null,
        PausedUntil = null,
        BatchSize = 1,
        IsProven = false,
    };
}
