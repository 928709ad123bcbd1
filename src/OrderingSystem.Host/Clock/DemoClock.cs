namespace OrderingSystem.Host.Clock;

/// <summary>
/// A clock that runs at a factor of the wall clock, which may change, and can be moved forward. Its timers belong to it: a move fires those that have
/// become due, earliest first, before it returns.
/// </summary>
/// <param name="wall">The wall clock.</param>
/// <param name="factor">Seconds of this clock per second of the wall clock at first; greater than 0.</param>
/// <param name="start">What the clock shows now; null for the wall clock's time.</param>
public sealed class DemoClock(TimeProvider wall, double factor = 1, DateTimeOffset? start = null) : TimeProvider
{
    /// <summary>Longest wait that a system timer takes; a later timer is armed again when it rings.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(30);

    private readonly Lock _lock = new();
    private readonly HashSet<DemoTimer> _timers = [];
    private readonly DateTimeOffset _start = start ?? wall.GetUtcNow();
    private TimeSpan _skipped;

    /// <summary>How far the clock had run when its factor was set last, at <see cref="_factorSetAt"/> of the wall clock.</summary>
    private TimeSpan _ran;

    private long _factorSetAt = wall.GetTimestamp();
    private double _factor = factor;

    /// <summary>How far the clock has been moved, beyond what it ran.</summary>
    public TimeSpan Skipped
    {
        get
        {
            lock (_lock)
            {
                return _skipped;
            }
        }
    }

    /// <summary>Seconds of this clock per second of the wall clock.</summary>
    public double Factor
    {
        get
        {
            lock (_lock)
            {
                return _factor;
            }
        }
    }

    private TimeProvider Wall => wall;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _start + Elapsed();

    public override long GetTimestamp() => Elapsed().Ticks;

    /// <summary>Moves the clock to a moment; one that has passed is no move at all, for this clock never goes back.</summary>
    public void AdvanceTo(DateTimeOffset moment)
    {
        lock (_lock)
        {
            var ahead = moment - GetUtcNow();
            if (ahead <= TimeSpan.Zero)
            {
                return;
            }

            _skipped += ahead;
        }

        FireDue();
    }

    /// <summary>From now on the clock runs at another factor. What it shows does not jump, and every timer rings when this clock says so.</summary>
    public void RunAt(double newFactor)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(newFactor);
        lock (_lock)
        {
            var now = wall.GetTimestamp();
            _ran += wall.GetElapsedTime(_factorSetAt, now) * _factor;
            _factorSetAt = now;
            _factor = newFactor;
        }

        ArmAll();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new DemoTimer(this, callback, state);
        _ = timer.Change(dueTime, period);
        return timer;
    }

    private TimeSpan Elapsed()
    {
        lock (_lock)
        {
            return _ran + (wall.GetElapsedTime(_factorSetAt) * _factor) + _skipped;
        }
    }

    private void FireDue()
    {
        List<DemoTimer> due;
        var now = GetUtcNow();
        lock (_lock)
        {
            due = [.. _timers.Where(timer => timer.Due <= now).OrderBy(timer => timer.Due)];
        }

        foreach (var timer in due)
        {
            timer.Fire(now);
        }

        ArmAll();
    }

    private void ArmAll()
    {
        List<DemoTimer> rest;
        lock (_lock)
        {
            rest = [.. _timers];
        }

        foreach (var timer in rest)
        {
            timer.Arm();
        }
    }

    private sealed class DemoTimer : ITimer
    {
        private readonly DemoClock _clock;
        private readonly TimerCallback _callback;
        private readonly object? _state;
        private readonly ITimer _wallTimer;
        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        public DemoTimer(DemoClock clock, TimerCallback callback, object? state)
        {
            _clock = clock;
            _callback = callback;
            _state = state;
            _wallTimer = clock.Wall.CreateTimer(static timer => ((DemoTimer)timer!).Fire(((DemoTimer)timer)._clock.GetUtcNow()), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        /// <summary>Null while the timer is stopped.</summary>
        public DateTimeOffset? Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (_clock._lock)
            {
                _period = period;
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : _clock.GetUtcNow() + dueTime;
                _ = Due is null ? _clock._timers.Remove(this) : _clock._timers.Add(this);
            }

            Arm();
            return true;
        }

        /// <summary>Lets the wall clock ring when this timer is due, as the clock stands now.</summary>
        public void Arm()
        {
            DateTimeOffset? due;
            lock (_clock._lock)
            {
                due = Due;
            }

            if (due is null)
            {
                _ = _wallTimer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                return;
            }

            var wait = (due.Value - _clock.GetUtcNow()) / _clock.Factor;
            var bounded = wait < TimeSpan.Zero ? TimeSpan.Zero : wait < LongestWait ? wait : LongestWait;
            _ = _wallTimer.Change(bounded, Timeout.InfiniteTimeSpan);
        }

        /// <summary>Rings if it is due: system timers may wake a little early, and a move of the clock may have fired it already.</summary>
        public void Fire(DateTimeOffset now)
        {
            bool due;
            lock (_clock._lock)
            {
                due = Due <= now;
                if (due)
                {
                    Due = _period > TimeSpan.Zero ? Due + _period : null;
                    _ = Due is null && _clock._timers.Remove(this);
                }
            }

            Arm();
            if (due)
            {
                _callback(_state);
            }
        }

        public void Dispose()
        {
            lock (_clock._lock)
            {
                Due = null;
                _ = _clock._timers.Remove(this);
            }

            _wallTimer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
