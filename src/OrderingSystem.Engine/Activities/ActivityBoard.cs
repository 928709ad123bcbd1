using OrderingSystem.Engine.Idling;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Activities;

/// <summary>
/// Activity tasks that wait for a worker, and workers that wait for a task; of each activity first come, first served. It is in memory only: which
/// tasks nobody has taken stands in their executions, and a start puts them up again.
/// </summary>
internal sealed class ActivityBoard(IdleMonitor idle)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Lane> _lanes = new(StringComparer.Ordinal);
    private readonly Dictionary<(long ExecutionId, long TaskId), LinkedListNode<ActivityOffer>> _waiting = [];
    private bool _stopped;

    /// <summary>Puts a task up; one that is up already stays where it is.</summary>
    public void Offer(ActivityOffer offer)
    {
        lock (_gate)
        {
            if (_stopped || _waiting.ContainsKey(offer.Key))
            {
                return;
            }

            var lane = LaneOf(offer.ActivityArn);
            while (lane.Workers.First is { } worker)
            {
                lane.Workers.RemoveFirst();
                var claim = new ActivityClaim(offer, idle.Enter());
                if (worker.Value.TrySetResult(claim))
                {
                    return;
                }

                claim.Dispose();
            }

            _waiting.Add(offer.Key, lane.Tasks.AddLast(offer));
        }
    }

    /// <summary>Nobody waits for this task any more.</summary>
    public void Withdraw(long executionId, long taskId)
    {
        lock (_gate)
        {
            if (_waiting.Remove((executionId, taskId), out var node))
            {
                node.List!.Remove(node);
                Tidy(node.Value.ActivityArn);
            }
        }
    }

    /// <summary>Waits for a task.</summary>
    /// <param name="patience">Real time: a worker's connection does not last longer because the engine's clock runs slow or fast.</param>
    /// <returns>Null where there was none in time, or the engine stops.</returns>
    public async Task<ActivityClaim?> TakeAsync(string activityArn, TimeSpan patience, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        LinkedListNode<TaskCompletionSource<ActivityClaim?>> worker;
        lock (_gate)
        {
            if (_stopped)
            {
                return null;
            }

            var lane = LaneOf(activityArn);
            if (lane.Tasks.First is { } first)
            {
                lane.Tasks.RemoveFirst();
                _ = _waiting.Remove(first.Value.Key);
                Tidy(activityArn);
                return new ActivityClaim(first.Value, idle.Enter());
            }

            worker = lane.Workers.AddLast(new TaskCompletionSource<ActivityClaim?>(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        try
        {
            return await worker.Value.Task.WaitAsync(patience, TimeProvider.System, cancellationToken);
        }
        catch (Exception ended) when (ended is TimeoutException or OperationCanceledException)
        {
            Leave(activityArn, worker);
            if (worker.Value.Task.IsCompletedSuccessfully && await worker.Value.Task is { } claim) // it came in the same moment
            {
                if (ended is TimeoutException)
                {
                    return claim;
                }

                using (claim)
                {
                    Offer(claim.Offer);
                }
            }

            return ended is TimeoutException ? null : throw new OperationCanceledException("The worker went away.", ended, cancellationToken);
        }
    }

    /// <summary>Workers go away with nothing.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _stopped = true;
            foreach (var worker in _lanes.Values.SelectMany(lane => lane.Workers))
            {
                _ = worker.TrySetResult(null);
            }

            _lanes.Clear();
            _waiting.Clear();
        }
    }

    private void Leave(string activityArn, LinkedListNode<TaskCompletionSource<ActivityClaim?>> worker)
    {
        lock (_gate)
        {
            worker.List?.Remove(worker);
            Tidy(activityArn);
        }
    }

    private Lane LaneOf(string activityArn)
    {
        if (!_lanes.TryGetValue(activityArn, out var lane))
        {
            _lanes.Add(activityArn, lane = new Lane());
        }

        return lane;
    }

    private void Tidy(string activityArn)
    {
        if (_lanes.TryGetValue(activityArn, out var lane) && lane is { Tasks.Count: 0, Workers.Count: 0 })
        {
            _ = _lanes.Remove(activityArn);
        }
    }

    private sealed class Lane
    {
        public LinkedList<ActivityOffer> Tasks { get; } = [];

        public LinkedList<TaskCompletionSource<ActivityClaim?>> Workers { get; } = [];
    }
}

/// <summary>A task that waits for a worker.</summary>
internal sealed record ActivityOffer(long ExecutionId, StartTask Task)
{
    public string ActivityArn => Task.Resource.Arn;

    public (long ExecutionId, long TaskId) Key => (ExecutionId, Task.TaskId);
}

/// <summary>A task in the hands of a worker; the engine counts as busy until it is disposed.</summary>
internal sealed class ActivityClaim(ActivityOffer offer, BusyScope busy) : IDisposable
{
    public ActivityOffer Offer { get; } = offer;

    public void Dispose() => busy.Dispose();
}
