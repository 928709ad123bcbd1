using Microsoft.Extensions.Logging;
using OrderingSystem.Engine.Entropy;
using OrderingSystem.Engine.Runtime;
using OrderingSystem.Engine.Stores;

namespace OrderingSystem.Engine.StatusChanges;

/// <summary>
/// Hands what stands in the outbox to the sink: at least once, in order within each execution, several executions at a time. What fails is tried again for as
/// long as it takes, later each time; when nothing of a page goes through, the receiver is taken to be down, and the rest is left alone until the next try.
/// </summary>
internal sealed class StatusChangePublisher : IDisposable
{
    private const int PageSize = 256;
    private const int AtOnce = 16;

    private readonly IExecutionStore _store;
    private readonly IStatusChangeSink _sink;
    private readonly IEntropySource _entropy;
    private readonly EngineOptions _options;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly HeldExecutions _held = new();
    private readonly SemaphoreSlim _written = new(0, 1);
    private Task _work = Task.CompletedTask;

    public StatusChangePublisher(IExecutionStore store, IStatusChangeSink sink, IEntropySource entropy, EngineOptions options, ILogger logger) =>
        (_store, _sink, _entropy, _options, _logger) = (store, sink, entropy, options, logger);

    /// <summary>Adds the event to a commit that changes its execution's status.</summary>
    public ExecutionCommit Announce(ExecutionCommit commit) =>
        StatusChangeEvent.IsOne(commit) ? commit with { StatusChange = StatusChangeEvent.Write(commit, _entropy.NextUuid(), _options) } : commit;

    /// <summary>Begins with what the last owner of the store left.</summary>
    public void Start() => _work = Task.Run(RunAsync);

    /// <summary>Something is in the outbox.</summary>
    public void Signal()
    {
        if (_written.CurrentCount == 0)
        {
            try
            {
                _ = _written.Release();
            }
            catch (SemaphoreFullException)
            {
                // Another was first, to the same effect.
            }
        }
    }

    /// <summary>What was not taken yet stays in the outbox for the next start.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await _work;
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _written.Dispose();
    }

    private async Task RunAsync()
    {
        for (var failures = 0; !_stopping.IsCancellationRequested;)
        {
            try
            {
                if (await PublishAllAsync())
                {
                    failures = 0;
                    _ = await _written.WaitAsync(_held.NextRetry(), _stopping.Token);
                    continue;
                }
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure) // of the store: it stands still, or it passes
            {
                _logger.OutboxFailed(failure);
            }

            failures++;
            await Task.Delay(Backoff.After(failures), TimeProvider.System, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <returns>False where the receiver is down.</returns>
    private async Task<bool> PublishAllAsync()
    {
        _held.BeginPass();
        var after = 0L;
        while (await _store.ReadOutboxAsync(after, PageSize, _stopping.Token) is { Count: > 0 } page)
        {
            after = page[^1].Sequence;
            var ready = page.GroupBy(entry => entry.ExecutionId).Where(entries => !_held.Contains(entries.Key)).ToList();
            var taken = new List<long>();
            await Parallel.ForEachAsync(
                ready,
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = _stopping.Token },
                async (entries, cancellationToken) => await PublishInOrderAsync(entries, taken, cancellationToken));
            if (taken.Count > 0)
            {
                await _store.RemoveFromOutboxAsync(taken, CancellationToken.None);
            }
            else if (ready.Count > 0)
            {
                return false;
            }
        }

        return true;
    }

    private async Task PublishInOrderAsync(IGrouping<long, OutboxEntry> entries, List<long> taken, CancellationToken cancellationToken)
    {
        foreach (var entry in entries)
        {
            try
            {
                await _sink.PublishAsync(StatusChange.Read(entry.Event), cancellationToken);
            }
            catch (Exception failure) when (!(failure is OperationCanceledException && cancellationToken.IsCancellationRequested))
            {
                _logger.StatusChangeNotTaken(failure.Message, entry.ExecutionId);
                _held.Add(entry.ExecutionId); // and its later events with it
                return;
            }

            _held.Remove(entry.ExecutionId);
            lock (taken)
            {
                taken.Add(entry.Sequence);
            }
        }
    }
}
