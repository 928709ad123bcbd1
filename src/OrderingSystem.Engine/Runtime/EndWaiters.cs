using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Runtime;

/// <summary>Those who wait for executions to end.</summary>
internal sealed class EndWaiters
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, List<TaskCompletionSource<Execution>>> _waiting = [];
    private bool _stopped;

    /// <param name="runs">Asked after the wait is registered: the execution may have ended just before.</param>
    /// <returns>The execution as it ended; null when it did not run any more.</returns>
    public async Task<Execution?> WaitAsync(long executionId, Func<Task<bool>> runs, CancellationToken cancellationToken)
    {
        var source = new TaskCompletionSource<Execution>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stopped, this);
            if (!_waiting.TryGetValue(executionId, out var sources))
            {
                _waiting.Add(executionId, sources = []);
            }

            sources.Add(source);
        }

        try
        {
            return await runs() ? await source.Task.WaitAsync(cancellationToken) : null;
        }
        finally
        {
            Remove(executionId, source);
        }
    }

    public void Ended(long executionId, Execution execution)
    {
        List<TaskCompletionSource<Execution>>? sources;
        lock (_gate)
        {
            _ = _waiting.Remove(executionId, out sources);
        }

        foreach (var source in sources ?? [])
        {
            _ = source.TrySetResult(execution);
        }
    }

    /// <summary>The engine stops: executions end under another owner, if at all.</summary>
    public void Stop()
    {
        List<TaskCompletionSource<Execution>> all;
        lock (_gate)
        {
            _stopped = true;
            all = [.. _waiting.Values.SelectMany(sources => sources)];
            _waiting.Clear();
        }

        foreach (var source in all)
        {
            _ = source.TrySetException(new ObjectDisposedException(nameof(EndWaiters), "The engine has stopped."));
        }
    }

    private void Remove(long executionId, TaskCompletionSource<Execution> source)
    {
        lock (_gate)
        {
            if (_waiting.TryGetValue(executionId, out var sources) && sources.Remove(source) && sources.Count == 0)
            {
                _ = _waiting.Remove(executionId);
            }
        }
    }
}
