using OrderingSystem.Engine.Stores;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Runtime;

/// <summary>Those who wait for executions to end.</summary>
internal sealed class EndWaiters
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, List<TaskCompletionSource>> _waiting = [];
    private bool _stopped;

    public async Task WaitAsync(long executionId, Func<Task<ExecutionRecord>> look, CancellationToken cancellationToken)
    {
        var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
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
            if ((await look()).Status == ExecutionStatus.Running)
            {
                await source.Task.WaitAsync(cancellationToken);
            }
        }
        finally
        {
            Remove(executionId, source);
        }
    }

    public void Ended(long executionId)
    {
        List<TaskCompletionSource>? sources;
        lock (_gate)
        {
            _ = _waiting.Remove(executionId, out sources);
        }

        foreach (var source in sources ?? [])
        {
            _ = source.TrySetResult();
        }
    }

    /// <summary>The engine stops: executions end under another owner, if at all.</summary>
    public void Stop()
    {
        List<TaskCompletionSource> all;
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

    private void Remove(long executionId, TaskCompletionSource source)
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
