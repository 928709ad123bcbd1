namespace OrderingSystem.Engine.Tasks;

/// <summary>Calls that wait for one resource. Executions take turns, each with its calls in their order: one with ten thousand iterations delays nobody by ten thousand calls.</summary>
internal sealed class FairQueue
{
    /// <summary>The next call of each execution that waits.</summary>
    private readonly Queue<RunningCall> _turns = new();
    private readonly HashSet<string> _inTurn = new(StringComparer.Ordinal);

    /// <summary>Further calls, by execution.</summary>
    private readonly Dictionary<string, Queue<RunningCall>> _behind = new(StringComparer.Ordinal);

    public int Count { get; private set; }

    public void Enqueue(RunningCall call)
    {
        Count++;
        var execution = call.Call.Execution.Arn;
        if (_inTurn.Add(execution))
        {
            _turns.Enqueue(call);
        }
        else if (_behind.TryGetValue(execution, out var calls))
        {
            calls.Enqueue(call);
        }
        else
        {
            _behind.Add(execution, new Queue<RunningCall>([call]));
        }
    }

    public bool TryDequeue(out RunningCall call)
    {
        if (!_turns.TryDequeue(out call!))
        {
            return false;
        }

        Count--;
        var execution = call.Call.Execution.Arn;
        if (!_behind.TryGetValue(execution, out var calls))
        {
            _ = _inTurn.Remove(execution);
            return true;
        }

        _turns.Enqueue(calls.Dequeue());
        if (calls.Count == 0)
        {
            _ = _behind.Remove(execution);
        }

        return true;
    }

    /// <summary>Takes all of them out.</summary>
    public IReadOnlyList<RunningCall> Drain()
    {
        var all = new List<RunningCall>(Count);
        while (TryDequeue(out var call))
        {
            all.Add(call);
        }

        return all;
    }
}
