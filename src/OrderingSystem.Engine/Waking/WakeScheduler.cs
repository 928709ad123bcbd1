using Microsoft.Extensions.Logging;
using OrderingSystem.Engine.Idling;
using OrderingSystem.Engine.Stores;

namespace OrderingSystem.Engine.Waking;

/// <summary>
/// Wakes executions when their time has come, never before. It knows the times of those in memory, and of those on disk the earliest; the
/// rest it reads in due order when they are due, so many at a time that new work is not held up.
/// </summary>
internal sealed class WakeScheduler : IDisposable
{
    /// <summary>Woken together; the next are read when these have gone on.</summary>
    private const int Batch = 512;

    /// <summary>The clock of a machine can be set while a timer runs: look again at least this often.</summary>
    private static readonly TimeSpan LongestTimer = TimeSpan.FromMinutes(1);

    private readonly IExecutionStore _store;
    private readonly TimeProvider _clock;
    private readonly IdleMonitor _idle;
    private readonly ILogger _logger;
    private readonly Func<long, Task<bool>> _wake;
    private readonly Func<CancellationToken, ValueTask> _waitForRoom;
    private readonly CancellationTokenSource _stopped = new();
    private readonly Lock _gate = new();
    private readonly SortedSet<(long Due, long Id)> _resident = [];
    private readonly Dictionary<long, long> _dueOfResident = [];
    private readonly HashSet<long> _setAside = [];
    private readonly ITimer _timer;
    private long _firstOnDisk = long.MaxValue;
    private long _armedFor = long.MaxValue;
    private bool _sweeping;
    private Task _sweep = Task.CompletedTask;

    /// <param name="wake">Tells an execution that time has come; false where it is due all the same afterwards.</param>
    public WakeScheduler(
        IExecutionStore store, TimeProvider clock, IdleMonitor idle, ILogger logger, Func<long, Task<bool>> wake, Func<CancellationToken, ValueTask> waitForRoom)
    {
        _store = store;
        _clock = clock;
        _idle = idle;
        _logger = logger;
        _wake = wake;
        _waitForRoom = waitForRoom;
        _timer = clock.CreateTimer(static scheduler => ((WakeScheduler)scheduler!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public DateTimeOffset? NextDue
    {
        get
        {
            lock (_gate)
            {
                var next = First();
                return next == long.MaxValue ? null : DateTimeOffset.FromUnixTimeMilliseconds(next);
            }
        }
    }

    /// <summary>When the last of the next few is due: those that are due within a window from the first, and no more than so many.</summary>
    /// <returns>Null where nothing is due at all.</returns>
    public async ValueTask<DateTimeOffset?> NextDueAsync(int count, TimeSpan window, CancellationToken cancellationToken)
    {
        if (NextDue is not { } first)
        {
            return null;
        }

        var end = first + window;
        var times = (await _store.ReadDueAsync(end, count, cancellationToken)).Select(due => Milliseconds(due.Due)).ToList();
        lock (_gate)
        {
            times.AddRange(_resident.TakeWhile(resident => resident.Due <= end.ToUnixTimeMilliseconds()).Take(count).Select(resident => resident.Due));
        }

        times.Sort();
        return times.Count == 0 ? first : DateTimeOffset.FromUnixTimeMilliseconds(times[Math.Min(count, times.Count) - 1]);
    }

    /// <summary>The next few executions that are due, in due order.</summary>
    public async ValueTask<IReadOnlyList<DueExecution>> ReadNextAsync(int count, CancellationToken cancellationToken)
    {
        var due = (await _store.ReadDueAsync(DateTimeOffset.MaxValue, count, cancellationToken)).ToList();
        lock (_gate)
        {
            due.AddRange(_resident.Take(count).Select(resident => new DueExecution(resident.Id, DateTimeOffset.FromUnixTimeMilliseconds(resident.Due))));
        }

        return [.. due.OrderBy(execution => execution.Due).DistinctBy(execution => execution.ExecutionId).Take(count)];
    }

    /// <summary>Reads the earliest time on disk, and begins.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var first = await _store.NextWakeAsync(cancellationToken);
        lock (_gate)
        {
            _firstOnDisk = Math.Min(_firstOnDisk, Milliseconds(first));
            Arm();
        }
    }

    /// <summary>An execution in memory has a new time, or none. Told after each of its commits.</summary>
    public void SetResident(long id, DateTimeOffset? due)
    {
        var time = Milliseconds(due);
        lock (_gate)
        {
            RemoveResident(id);
            _ = _setAside.Remove(id);
            if (time != long.MaxValue)
            {
                _dueOfResident[id] = time;
                _ = _resident.Add((time, id));
                Arm();
            }
        }
    }

    /// <summary>An execution has been put to sleep: on disk it has this time.</summary>
    public void SetAsleep(long id, DateTimeOffset? due)
    {
        lock (_gate)
        {
            RemoveResident(id);
            _ = _setAside.Remove(id);
            _firstOnDisk = Math.Min(_firstOnDisk, Milliseconds(due));
            Arm();
        }
    }

    /// <summary>Ends the waking; executions keep their times on disk.</summary>
    public async Task StopAsync()
    {
        await _stopped.CancelAsync();
        Task sweep;
        lock (_gate)
        {
            sweep = _sweep;
        }

        await sweep;
    }

    public void Dispose()
    {
        _timer.Dispose();
        _stopped.Dispose();
    }

    private static long Milliseconds(DateTimeOffset? due) => due?.ToUnixTimeMilliseconds() ?? long.MaxValue;

    private long First() => Math.Min(_resident.Count == 0 ? long.MaxValue : _resident.Min.Due, _firstOnDisk);

    private void RemoveResident(long id)
    {
        if (_dueOfResident.Remove(id, out var due))
        {
            _ = _resident.Remove((due, id));
        }
    }

    /// <summary>Sets the timer if it is not set early enough. One that rings too early only looks and is set again.</summary>
    private void Arm()
    {
        var first = First();
        if (first < _armedFor && !_sweeping && !_stopped.IsCancellationRequested)
        {
            _armedFor = first;
            var wait = DateTimeOffset.FromUnixTimeMilliseconds(first) - _clock.GetUtcNow();
            _ = _timer.Change(wait < TimeSpan.Zero ? TimeSpan.Zero : wait < LongestTimer ? wait + RoundUp(wait) : LongestTimer, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Timers count whole milliseconds and cut off the rest: without this they would ring just too early.</summary>
    private static TimeSpan RoundUp(TimeSpan wait) => wait.Ticks % TimeSpan.TicksPerMillisecond == 0
        ? TimeSpan.Zero
        : TimeSpan.FromTicks(TimeSpan.TicksPerMillisecond - (wait.Ticks % TimeSpan.TicksPerMillisecond));

    private void OnTimer()
    {
        lock (_gate)
        {
            _armedFor = long.MaxValue;
            if (_sweeping || _stopped.IsCancellationRequested)
            {
                return;
            }

            if (First() > _clock.GetUtcNow().ToUnixTimeMilliseconds())
            {
                Arm();
                return;
            }

            _sweeping = true;
            _sweep = SweepAsync(_idle.Enter());
        }
    }

    private async Task SweepAsync(BusyScope scope)
    {
        await Task.Yield(); // off the timer's thread, which other timers share
        using (scope)
        {
            try
            {
                while (!_stopped.IsCancellationRequested && await WakeBatchAsync())
                {
                }
            }
            catch (OperationCanceledException) when (_stopped.IsCancellationRequested)
            {
                // Stopping: what is due keeps its time on disk.
            }
            catch (Exception failure) // a read that fails must not end all waking
            {
                _logger.WakingFailed(failure);
                lock (_gate)
                {
                    _firstOnDisk = Math.Min(_firstOnDisk, (_clock.GetUtcNow() + TimeSpan.FromSeconds(1)).ToUnixTimeMilliseconds());
                }
            }

            lock (_gate)
            {
                _sweeping = false;
                Arm();
            }
        }
    }

    /// <returns>Whether there may be more that is due.</returns>
    private async Task<bool> WakeBatchAsync()
    {
        var now = _clock.GetUtcNow();
        List<(long Due, long Id)> due;
        int readLimit;
        bool readDisk;
        lock (_gate)
        {
            due = [.. _resident.TakeWhile(r => r.Due <= now.ToUnixTimeMilliseconds()).Take(Batch)];
            readDisk = _firstOnDisk <= now.ToUnixTimeMilliseconds();
            readLimit = Batch + _setAside.Count;
            if (readDisk)
            {
                _firstOnDisk = long.MaxValue; // from here on what is committed counts; what was, is read below
            }
        }

        if (readDisk)
        {
            due = await AddFromDiskAsync(due, now, readLimit);
        }

        if (due.Count > 0)
        {
            await _waitForRoom(_stopped.Token);
            await Task.WhenAll(due.Select(WakeAsync));
        }

        lock (_gate)
        {
            return First() <= _clock.GetUtcNow().ToUnixTimeMilliseconds();
        }
    }

    private async Task<List<(long Due, long Id)>> AddFromDiskAsync(List<(long Due, long Id)> due, DateTimeOffset now, int readLimit)
    {
        var onDisk = await _store.ReadDueAsync(now, readLimit, _stopped.Token);
        var known = due.Select(d => d.Id).ToHashSet();
        lock (_gate)
        {
            due.AddRange(onDisk.Where(d => !_setAside.Contains(d.ExecutionId) && !known.Contains(d.ExecutionId)).Select(d => (Milliseconds(d.Due), d.ExecutionId)));
        }

        due.Sort();
        if (onDisk.Count == readLimit || due.Count > Batch)
        {
            lock (_gate)
            {
                _firstOnDisk = Math.Min(_firstOnDisk, now.ToUnixTimeMilliseconds()); // there is more
            }

            due.RemoveRange(Math.Min(Batch, due.Count), Math.Max(0, due.Count - Batch));
            return due;
        }

        await ReadFirstOnDiskAsync(onDisk);
        return due;
    }

    /// <summary>Looks beyond those that are being woken and those that were set aside.</summary>
    private async Task ReadFirstOnDiskAsync(IReadOnlyList<DueExecution> passed)
    {
        var ids = passed.Select(d => d.ExecutionId).ToHashSet();
        var next = passed.Count == 0
            ? await _store.NextWakeAsync(_stopped.Token)
            : (await _store.ReadDueAsync(DateTimeOffset.MaxValue, passed.Count + 1, _stopped.Token))
                .Where(d => !ids.Contains(d.ExecutionId)).Select(d => (DateTimeOffset?)d.Due).FirstOrDefault();
        lock (_gate)
        {
            _firstOnDisk = Math.Min(_firstOnDisk, Milliseconds(next));
        }
    }

    private async Task WakeAsync((long Due, long Id) due)
    {
        var moved = false;
        try
        {
            moved = await _wake(due.Id);
        }
        finally
        {
            if (!moved)
            {
                SetAside(due);
            }
        }
    }

    /// <summary>One that does not go on, though its time has come, must not keep the others from waking. Its next commit brings it back.</summary>
    private void SetAside((long Due, long Id) due)
    {
        lock (_gate)
        {
            if (_dueOfResident.TryGetValue(due.Id, out var current) && current == due.Due)
            {
                RemoveResident(due.Id);
            }

            _ = _setAside.Add(due.Id);
        }
    }
}
