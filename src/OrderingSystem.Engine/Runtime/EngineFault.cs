using OrderingSystem.Engine.Stores;

namespace OrderingSystem.Engine.Runtime;

/// <summary>Whether the engine stands still, and why: its store failed, or it could not be read where going on without would leave work behind.</summary>
internal sealed class EngineFault
{
    private readonly TaskCompletionSource<StoreFaultedException> _faulted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile StoreFaultedException? _reason;

    public EngineFault(IExecutionStore store) => _ = FollowAsync(store);

    /// <summary>Completes with the reason.</summary>
    public Task<StoreFaultedException> Faulted => _faulted.Task;

    /// <summary>The first reason stands.</summary>
    /// <returns>Whether this is the first.</returns>
    public bool Set(StoreFaultedException reason)
    {
        _reason ??= reason;
        return _faulted.TrySetResult(reason);
    }

    /// <exception cref="StoreFaultedException">The engine stands still.</exception>
    public void ThrowIfSet()
    {
        if (_reason is { } reason)
        {
            throw new StoreFaultedException(reason.Message, reason);
        }
    }

    private async Task FollowAsync(IExecutionStore store) => _ = Set(await store.Faulted);
}
