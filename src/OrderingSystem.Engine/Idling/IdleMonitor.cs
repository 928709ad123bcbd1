namespace OrderingSystem.Engine.Idling;

/// <summary>
/// Knows whether anything is going on: a call of the API, a stimulus between queues, a task, a commit. A clock that skips idle time asks it
/// when to jump, and how far. Work is counted before the work that led to it is done, so there is no gap between the two.
/// </summary>
public sealed class IdleMonitor
{
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private List<TaskCompletionSource>? _waiting;
    private long _busy;

    internal IdleMonitor(TimeProvider clock) => _clock = clock;

    /// <summary>True when nothing happens and nothing will before <see cref="NextDue"/>.</summary>
    public bool IsIdle => Interlocked.Read(ref _busy) == 0 && !(NextDue <= _clock.GetUtcNow());

    /// <summary>The earliest time at which something is due; never later than the truth. Null when nothing is.</summary>
    public DateTimeOffset? NextDue => FindNextDue();

    /// <summary>Set by the one who keeps the times.</summary>
    internal Func<DateTimeOffset?> FindNextDue { get; set; } = static () => null;

    /// <summary>Counts work as under way until the scope is disposed. The host counts its own work too, such as a request that it serves.</summary>
    public BusyScope Enter()
    {
        _ = Interlocked.Increment(ref _busy);
        return new BusyScope(this);
    }

    /// <summary>Completes when the engine is idle. By the time the caller goes on, work may have come in from outside.</summary>
    /// <returns><see cref="NextDue"/> at that moment.</returns>
    public async Task<DateTimeOffset?> WhenIdleAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task quiet;
            lock (_gate)
            {
                if (IsIdle)
                {
                    return NextDue;
                }

                var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                (_waiting ??= []).Add(source);
                quiet = source.Task;
            }

            if (IsIdle) // it came to rest between the look and the registration
            {
                Signal();
            }

            await quiet.WaitAsync(cancellationToken);
        }
    }

    internal void Exit()
    {
        if (Interlocked.Decrement(ref _busy) == 0 && Volatile.Read(ref _waiting) is not null)
        {
            Signal();
        }
    }

    private void Signal()
    {
        List<TaskCompletionSource>? waiting;
        lock (_gate)
        {
            (waiting, _waiting) = (_waiting, null);
        }

        foreach (var source in waiting ?? [])
        {
            _ = source.TrySetResult();
        }
    }
}

/// <summary>Work under way, from <see cref="IdleMonitor.Enter"/> to disposal.</summary>
public sealed class BusyScope : IDisposable
{
    private IdleMonitor? _monitor;

    internal BusyScope(IdleMonitor monitor) => _monitor = monitor;

    public void Dispose() => Interlocked.Exchange(ref _monitor, null)?.Exit();
}
