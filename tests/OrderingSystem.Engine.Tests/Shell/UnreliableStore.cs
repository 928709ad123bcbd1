using OrderingSystem.Engine.Stores;

namespace OrderingSystem.Engine.Tests.Shell;

/// <summary>Fails, or waits, where the test says so.</summary>
internal sealed class UnreliableStore(IExecutionStore inner) : DelegatingStore(inner)
{
    /// <summary>Called before each commit; what it throws the committer gets, and nothing is stored.</summary>
    public Func<ExecutionCommit, Task> Committing { get; set; } = _ => Task.CompletedTask;

    /// <summary>Called before a state is read.</summary>
    public Action<long> Loading { get; set; } = _ => { };

    public Action ReadingActive { get; set; } = () => { };

    public bool IsDisposed { get; private set; }

    public override async Task CommitAsync(ExecutionCommit commit, CancellationToken cancellationToken)
    {
        await Committing(commit);
        await base.CommitAsync(commit, cancellationToken);
    }

    public override ValueTask<StoredExecution?> LoadAsync(long executionId, CancellationToken cancellationToken)
    {
        Loading(executionId);
        return base.LoadAsync(executionId, cancellationToken);
    }

    public override ValueTask<IReadOnlyList<long>> ReadActiveAsync(long afterId, int limit, CancellationToken cancellationToken)
    {
        ReadingActive();
        return base.ReadActiveAsync(afterId, limit, cancellationToken);
    }

    public override ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return base.DisposeAsync();
    }
}
