using System.Threading.Channels;
using OrderingSystem.Engine.Sqlite.Native;
using OrderingSystem.Engine.Stores;
using SQLitePCL;

namespace OrderingSystem.Engine.Sqlite.Writing;

/// <summary>
/// The one writer. It takes all writes that wait, makes one transaction of them, and answers them after the commit: 64 callers share one
/// flush of the disk. While it writes, the next group gathers.
/// </summary>
internal sealed class GroupCommitter : IAsyncDisposable
{
    private readonly WriteSession _session;
    private readonly Channel<PendingWrite> _queue;
    private readonly int _maxGroup;
    private readonly TaskCompletionSource<StoreFaultedException> _faulted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _loop;
    private long _latestEventMark;

    /// <param name="latestEventMark">The stored time that no event is later than, in milliseconds; 0 for none.</param>
    public GroupCommitter(WriteSession session, SqliteStoreOptions options, long latestEventMark)
    {
        _session = session;
        _maxGroup = options.MaxGroup;
        _latestEventMark = latestEventMark;
        _queue = Channel.CreateBounded<PendingWrite>(new BoundedChannelOptions(options.QueueLength) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
        _loop = Task.Factory.StartNew(RunAsync, CancellationToken.None, TaskCreationOptions.DenyChildAttach, options.Scheduler).Unwrap();
    }

    public Task<StoreFaultedException> Faulted => _faulted.Task;

    /// <summary>Transactions committed so far.</summary>
    public long Transactions { get; private set; }

    public Task WriteAsync(PendingWrite write, CancellationToken cancellationToken) =>
        _queue.Writer.TryWrite(write) ? write.Task : WaitForRoomAsync(write, cancellationToken);

    /// <summary>Writes what was queued, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _ = _queue.Writer.TryComplete();
        await _loop;
        _session.Dispose();
    }

    /// <summary>Closes the connection with whatever it was about to write.</summary>
    public void Abandon() => _session.Dispose();

    private async Task WaitForRoomAsync(PendingWrite write, CancellationToken cancellationToken)
    {
        try
        {
            await _queue.Writer.WriteAsync(write, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw _faulted.Task.IsCompleted
                ? await _faulted.Task
                : new StoreFaultedException("The store is closed.");
        }

        await write.Task;
    }

    private async Task RunAsync()
    {
        var group = new List<PendingWrite>(_maxGroup);
        while (await _queue.Reader.WaitToReadAsync())
        {
            group.Clear();
            while (group.Count < _maxGroup && _queue.Reader.TryRead(out var write))
            {
                group.Add(write);
            }

            CommitGroup(group);
        }
    }

    private void CommitGroup(List<PendingWrite> group)
    {
        if (_faulted.Task.IsCompleted)
        {
            Refuse(group, new StoreFaultedException("The store was closed by an earlier failure; nothing is written any more."));
            return;
        }

        try
        {
            CommitTransaction(group);
        }
        catch (Exception failure)
        {
            Recover(group, failure);
        }
    }

    private void CommitTransaction(List<PendingWrite> group)
    {
        _session.Begin();
        var latestEvent = _latestEventMark;
        foreach (var write in group)
        {
            write.ApplyTo(_session);
            if (write is PendingCommit { LatestEvent: var time } && time > latestEvent)
            {
                latestEvent = time;
            }
        }

        if (latestEvent > _latestEventMark)
        {
            latestEvent += 1_000; // a bound ahead of the events, so that it is written once a second, not once a group
            _session.WriteLatestEvent(latestEvent);
        }

        _session.Commit();
        _latestEventMark = latestEvent;
        Transactions++;
        foreach (var write in group)
        {
            write.Answer();
        }
    }

    /// <summary>A write that cannot be carried out costs only itself: the group is rolled back and each write tried alone.</summary>
    private void Recover(List<PendingWrite> group, Exception failure)
    {
        try
        {
            _session.RollBack();
        }
        catch (SqliteException alsoFailed)
        {
            failure = new AggregateException(failure, alsoFailed);
            Fault(group, "The transaction could neither be committed nor rolled back.", failure);
            return;
        }

        if (failure is SqliteException { IsStorageFailure: true } storage)
        {
            Fault(group, Explain(storage), storage);
        }
        else if (group.Count == 1)
        {
            Refuse(group, failure);
        }
        else
        {
            foreach (var write in group)
            {
                CommitGroup([write]);
            }
        }
    }

    private static string Explain(SqliteException failure) => failure.PrimaryCode switch
    {
        raw.SQLITE_FULL => "The disk is full. Free some space and start again; everything that was acknowledged is on disk.",
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => $"The store's file is damaged ({failure.Text}). Restore it from a backup.",
        raw.SQLITE_BUSY => "Another program holds the store's file locked. Close it and start again.",
        _ => $"The store's file can no longer be written ({failure.Text}). Mend the disk and start again; everything that was acknowledged is on disk.",
    };

    private void Fault(List<PendingWrite> group, string message, Exception cause)
    {
        var fault = new StoreFaultedException(message, cause);
        _ = _faulted.TrySetResult(fault);
        Refuse(group, fault);
    }

    private static void Refuse(List<PendingWrite> group, Exception reason)
    {
        foreach (var write in group)
        {
            _ = write.TrySetException(reason);
        }
    }
}
