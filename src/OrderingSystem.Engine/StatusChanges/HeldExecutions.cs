using OrderingSystem.Engine.Runtime;

namespace OrderingSystem.Engine.StatusChanges;

/// <summary>Executions whose next event was not taken, each until it is tried again; real time, later after each failure.</summary>
internal sealed class HeldExecutions
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, (int Failures, long RetryAt)> _held = [];
    private long _now;

    /// <summary>For one pass through the outbox the time stands still, so that no event overtakes one that was held in the same pass.</summary>
    public void BeginPass() => _now = TimeProvider.System.GetTimestamp();

    public bool Contains(long executionId)
    {
        lock (_gate)
        {
            return _held.TryGetValue(executionId, out var held) && held.RetryAt > _now;
        }
    }

    public void Add(long executionId)
    {
        lock (_gate)
        {
            var failures = _held.GetValueOrDefault(executionId).Failures + 1;
            var wait = (long)(Backoff.After(failures).TotalSeconds * TimeProvider.System.TimestampFrequency);
            _held[executionId] = (failures, TimeProvider.System.GetTimestamp() + wait);
        }
    }

    public void Remove(long executionId)
    {
        lock (_gate)
        {
            _ = _held.Remove(executionId);
        }
    }

    /// <summary>From now until the first is to be tried again; infinite where none is held.</summary>
    public TimeSpan NextRetry()
    {
        lock (_gate)
        {
            if (_held.Count == 0)
            {
                return Timeout.InfiniteTimeSpan;
            }

            var wait = TimeProvider.System.GetElapsedTime(TimeProvider.System.GetTimestamp(), _held.Values.Min(held => held.RetryAt)) + TimeSpan.FromMilliseconds(1);
            return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
        }
    }
}
