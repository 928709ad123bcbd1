namespace OrderingSystem.Host.Clock;

/// <summary>
/// The time within one call of the carrier, when idle time is skipped: it reads as the host's clock does, so that a circuit breaker opened days ago is no longer
/// open, and its timers ring by the wall clock, a little faster, because the host's clock stands still while a call is under way.
/// </summary>
internal sealed class CallClock(TimeProvider clock, TimeProvider wall, double factor) : TimeProvider
{
    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new ScaledTimer(wall.CreateTimer(callback, state, Scale(dueTime), Scale(period)), this);

    private TimeSpan Scale(TimeSpan span) => span == Timeout.InfiniteTimeSpan ? span : span / factor;

    private sealed class ScaledTimer(ITimer timer, CallClock clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(clock.Scale(dueTime), clock.Scale(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
