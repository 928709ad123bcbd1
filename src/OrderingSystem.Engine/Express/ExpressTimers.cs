namespace OrderingSystem.Engine.Express;

/// <summary>When Express executions are due, in memory; one timer of the engine's clock for all.</summary>
internal sealed class ExpressTimers : IDisposable
{
    private readonly TimeProvider _clock;
    private readonly Action<long> _wake;
    private readonly Lock _gate = new();
    private readonly SortedSet<(DateTimeOffset Due, long Id)> _order = [];
    private readonly Dictionary<long, DateTimeOffset> _dueOf = [];
    private readonly ITimer _timer;

    /// <param name="wake">Given the number of each execution whose time has come; it must not block.</param>
    public ExpressTimers(TimeProvider clock, Action<long> wake)
    {
        (_clock, _wake) = (clock, wake);
        _timer = clock.CreateTimer(static timers => ((ExpressTimers)timers!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Null when nothing is due at all.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            lock (_gate)
            {
                return _order.Count == 0 ? null : _order.Min.Due;
            }
        }
    }

    /// <param name="due">Null where time alone does not move the execution any more.</param>
    public void Set(long id, DateTimeOffset? due)
    {
        lock (_gate)
        {
            if (_dueOf.Remove(id, out var old))
            {
                _ = _order.Remove((old, id));
            }

            if (due is { } time)
            {
                _dueOf.Add(id, time);
                _ = _order.Add((time, id));
                if (_order.Min.Id == id)
                {
                    Arm();
                }
            }
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Fire()
    {
        List<long> due = [];
        lock (_gate)
        {
            var now = _clock.GetUtcNow();
            while (_order.Count > 0 && _order.Min is var first && first.Due <= now)
            {
                _ = _order.Remove(first);
                _ = _dueOf.Remove(first.Id);
                due.Add(first.Id);
            }

            Arm();
        }

        due.ForEach(_wake);
    }

    /// <summary>A timer counts in milliseconds: rounded up, so that it does not ring before its time again and again.</summary>
    private void Arm()
    {
        if (_order.Count > 0)
        {
            var wait = TimeSpan.FromMilliseconds(Math.Ceiling((_order.Min.Due - _clock.GetUtcNow()).TotalMilliseconds));
            _ = _timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }
}
