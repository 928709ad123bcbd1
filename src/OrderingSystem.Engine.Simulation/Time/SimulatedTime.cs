namespace OrderingSystem.Engine.Simulation.Time;

/// <summary>Time that passes only when nothing else is left to do, or when a disk is slow. Its wall clock can be set, forwards and backwards.</summary>
internal sealed class SimulatedTime(DateTimeOffset start) : TimeProvider
{
    private readonly SortedSet<SimulatedTimer> _timers = new(Comparer<SimulatedTimer>.Create(
        static (one, other) => one.DueTicks != other.DueTicks ? one.DueTicks.CompareTo(other.DueTicks) : one.Number.CompareTo(other.Number)));

    private long _elapsed;
    private long _shift;
    private long _lastNumber;
    private SeededScheduler? _scheduler;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How long the simulated world has run.</summary>
    public TimeSpan Elapsed => TimeSpan.FromTicks(_elapsed);

    /// <summary>The same time without what was set: for what is measured and not dated.</summary>
    public override long GetTimestamp() => _elapsed;

    public override DateTimeOffset GetUtcNow() => start.AddTicks(_elapsed + _shift);

    /// <summary>Somebody sets the machine's clock.</summary>
    public void Set(TimeSpan by) => _shift += by.Ticks;

    public void Spend(TimeSpan time) => _elapsed += time.Ticks;

    /// <summary>A process has begun: the timers of the last one are gone.</summary>
    public void BeginLife(SeededScheduler scheduler)
    {
        _timers.Clear();
        _scheduler = scheduler;
    }

    /// <summary>Goes on to the next timer and rings it.</summary>
    /// <returns>False when there is none.</returns>
    public bool RingNext()
    {
        if (_timers.Min is not { } timer)
        {
            return false;
        }

        _elapsed = Math.Max(_elapsed, timer.DueTicks);
        _ = _timers.Remove(timer);
        var scheduler = _scheduler!;
        scheduler.Post(timer.Ring);
        if (timer.Period > TimeSpan.Zero)
        {
            timer.DueTicks = _elapsed + timer.Period.Ticks;
            _ = _timers.Add(timer);
        }

        return true;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SimulatedTimer(this, ++_lastNumber, () => callback(state));
        _ = timer.Change(dueTime, period);
        return timer;
    }

    private sealed class SimulatedTimer(SimulatedTime time, long number, Action ring) : ITimer
    {
        private readonly SeededScheduler? _life = time._scheduler;

        public long Number { get; } = number;

        public long DueTicks { get; set; }

        public TimeSpan Period { get; private set; }

        public Action Ring { get; } = ring;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _ = time._timers.Remove(this);
            Period = period;
            if (dueTime != Timeout.InfiniteTimeSpan && _life == time._scheduler)
            {
                DueTicks = time._elapsed + dueTime.Ticks;
                _ = time._timers.Add(this);
            }

            return true;
        }

        public void Dispose() => _ = time._timers.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
