using OrderingSystem.Engine.Idling;
using OrderingSystem.Engine.Tasks;

namespace OrderingSystem.Engine.Runtime;

/// <summary>
/// New executions whose calls found no room. They are on disk, as a crash right after their start would leave them, and are taken up in their order as room
/// comes: a start waits for no task, and what waits costs eight bytes of memory.
/// </summary>
/// <param name="takeUp">Loads an execution and makes its calls; whether it could.</param>
internal sealed class Backlog(TaskDispatcher dispatcher, IdleMonitor idle, Func<long, Task<bool>> takeUp, TimeProvider realTime) : IDisposable
{
    /// <summary>Taken up together once there is room for one.</summary>
    private const int Batch = 64;

    private readonly Lock _gate = new();
    private readonly Queue<long> _waiting = new();
    private readonly CancellationTokenSource _stopped = new();
    private bool _working;
    private Task _work = Task.CompletedTask;

    /// <summary>Whether the calls of a new execution are left for later: there is no room, or others came before it.</summary>
    public bool MustWait
    {
        get
        {
            lock (_gate)
            {
                return _working || !dispatcher.HasRoom;
            }
        }
    }

    /// <param name="id">Committed, and no longer in its resident's memory.</param>
    public void Add(long id)
    {
        lock (_gate)
        {
            _waiting.Enqueue(id);
            if (!_working && !_stopped.IsCancellationRequested)
            {
                _working = true;
                _work = WorkAsync(idle.Enter());
            }
        }
    }

    /// <summary>Takes up nothing more: the next start of the engine finds them on disk.</summary>
    public async Task StopAsync()
    {
        await _stopped.CancelAsync();
        Task work;
        lock (_gate)
        {
            work = _work;
        }

        await work;
    }

    public void Dispose() => _stopped.Dispose();

    private async Task WorkAsync(BusyScope scope)
    {
        await Task.Yield(); // out of the caller's lock
        using (scope)
        {
            try
            {
                var failures = 0;
                while (TakeBatch() is { Count: > 0 } batch)
                {
                    await dispatcher.WaitForRoomAsync(_stopped.Token);
                    var takenUp = await Task.WhenAll(batch.Select(takeUp));
                    var left = batch.Where((_, index) => !takenUp[index]).ToList();
                    if (left.Count > 0) // reported where it happened; the disk may come back
                    {
                        PutBack(left);
                        await Task.Delay(Backoff.After(++failures), realTime, _stopped.Token);
                    }
                    else
                    {
                        failures = 0;
                    }
                }
            }
            catch (OperationCanceledException) when (_stopped.IsCancellationRequested)
            {
                // Stopping: the next start takes them up.
            }
        }
    }

    /// <returns>The next ones; none when the work is over.</returns>
    private List<long> TakeBatch()
    {
        lock (_gate)
        {
            var batch = new List<long>(Math.Min(Batch, _waiting.Count));
            while (batch.Count < Batch && _waiting.TryDequeue(out var id))
            {
                batch.Add(id);
            }

            _working = batch.Count > 0;
            return batch;
        }
    }

    private void PutBack(List<long> ids)
    {
        lock (_gate)
        {
            ids.ForEach(_waiting.Enqueue);
        }
    }
}
