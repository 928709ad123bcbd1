namespace OrderingSystem.Domain.Carriers;

/// <summary>The numbers behind the rules of <see cref="CarrierGate"/>.</summary>
public sealed class CarrierGateLimits
{
    /// <summary>So many callers have to fail, without an answer to anybody in between, before the carrier counts as down.</summary>
    public int FailuresToGoDown { get; set; } = 5;

    /// <summary>Older failures are forgotten.</summary>
    public TimeSpan FailureWindow { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Between the first two probes; then it doubles.</summary>
    public TimeSpan FirstProbeInterval { get; set; } = TimeSpan.FromSeconds(15);

    public TimeSpan MaxProbeInterval { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a probe may take before somebody else may probe; longer than the timeout of the task that probes.</summary>
    public TimeSpan ProbeHold { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Between two batches of released orders.</summary>
    public TimeSpan BatchInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Orders per batch once the carrier has shown that it holds; the first batch is one order.</summary>
    public int MaxBatch { get; set; } = 10;

    /// <summary>How long the carrier is left alone where it asks for patience without saying how long.</summary>
    public TimeSpan DefaultPatience { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>No Retry-After holds the drain longer than this.</summary>
    public TimeSpan MaxPatience { get; set; } = TimeSpan.FromHours(1);

    /// <summary>
    /// An outage is over when nothing has been parked for so long after the last release. Longer than the quick retries of an order span, so
    /// that an order that fails again parks under the same outage.
    /// </summary>
    public TimeSpan SettleTime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>An order that was let go so often, and came back each time, goes to an operator.</summary>
    public int RoundsBeforeAttention { get; set; } = 12;

    /// <summary>Before an order that failed while the carrier answers others is tried again; doubles with each round.</summary>
    public TimeSpan FirstRoundPause { get; set; } = TimeSpan.FromSeconds(30);

    public TimeSpan MaxRoundPause { get; set; } = TimeSpan.FromMinutes(30);

    public bool AreValid =>
        FailuresToGoDown > 0
        && RoundsBeforeAttention > 0
        && MaxBatch > 0
        && FailureWindow > TimeSpan.Zero
        && FirstProbeInterval > TimeSpan.Zero
        && MaxProbeInterval >= FirstProbeInterval
        && ProbeHold > TimeSpan.Zero
        && BatchInterval > TimeSpan.Zero
        && DefaultPatience > TimeSpan.Zero
        && MaxPatience >= DefaultPatience
        && SettleTime >= TimeSpan.Zero
        && FirstRoundPause > TimeSpan.Zero
        && MaxRoundPause >= FirstRoundPause;

    /// <summary><paramref name="first"/>, doubled <paramref name="times"/> times, up to <paramref name="max"/>.</summary>
    public static TimeSpan Doubled(TimeSpan first, int times, TimeSpan max) =>
        times >= 30 || first.Ticks > max.Ticks >> times ? max : TimeSpan.FromTicks(first.Ticks << times);
}
