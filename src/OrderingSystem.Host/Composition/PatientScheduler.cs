using System.Collections.Concurrent;

namespace OrderingSystem.Host.Composition;

/// <summary>
/// Runs work that nobody waits for: on all processors while no request is under way, and otherwise on one, a millisecond at a time, with a pause of as many milliseconds as
/// requests are under way. An order that was accepted is on disk and can wait some seconds for its booking; the Admin on the telephone waits for the answer.
/// </summary>
/// <param name="realTime">How long a turn and a pause last: seconds of the wall clock, however fast orders live.</param>
internal sealed class PatientScheduler(RequestsUnderWay requests, TimeProvider realTime) : TaskScheduler, IThreadPoolWorkItem
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(1);
    private const int ShortestPause = 5; // milliseconds
    private const int LongestPause = 100;

    private readonly ConcurrentQueue<Task> _queue = new();
    private int _workers;

    public override int MaximumConcurrencyLevel { get; } = Environment.ProcessorCount;

    /// <summary>A worker's turn.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        var begun = realTime.GetTimestamp();
        while (true)
        {
            while (_queue.TryDequeue(out var task))
            {
                _ = TryExecuteTask(task);
                if (realTime.GetElapsedTime(begun) >= Turn)
                {
                    EndTurn();
                    return;
                }
            }

            _ = Interlocked.Decrement(ref _workers);
            if (_queue.IsEmpty || !TryBecomeWorker())
            {
                return;
            }
        }
    }

    protected override void QueueTask(Task task)
    {
        _queue.Enqueue(task);
        if (TryBecomeWorker())
        {
            _ = ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && Current == this && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => [.. _queue];

    /// <summary>Goes to the end of the pool's queue; while requests are under way, the last worker pauses first and the others leave.</summary>
    private void EndTurn()
    {
        if (!requests.Any)
        {
            _ = ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
        else if (Interlocked.Decrement(ref _workers) == 0 && TryBecomeWorker())
        {
            _ = new OneShot(realTime, TimeSpan.FromMilliseconds(Math.Clamp(requests.Number, ShortestPause, LongestPause)), this);
        }
    }

    private bool TryBecomeWorker()
    {
        while (true)
        {
            var workers = Volatile.Read(ref _workers);
            if (workers >= (requests.Any ? 1 : MaximumConcurrencyLevel))
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref _workers, workers + 1, workers) == workers)
            {
                return true;
            }
        }
    }

    private sealed class OneShot
    {
        private readonly ITimer _timer;

        public OneShot(TimeProvider time, TimeSpan after, IThreadPoolWorkItem work)
        {
            _timer = time.CreateTimer(
                _ =>
                {
                    _timer!.Dispose();
                    work.Execute();
                },
                state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _ = _timer.Change(after, Timeout.InfiniteTimeSpan);
        }
    }
}
