using OrderingSystem.Engine.Stores;

namespace OrderingSystem.Engine.Simulation.Checking;

/// <summary>A planted bug: says that a commit is on disk when it has only been handed over, so that its commands are carried out too early.</summary>
internal sealed class EagerStore(IExecutionStore inner) : PassingStore(inner)
{
    private readonly IExecutionStore _inner = inner;

    public override Task CommitAsync(ExecutionCommit commit, CancellationToken cancellationToken)
    {
        var commits = _inner.CommitAsync(commit, cancellationToken);
        return commits.IsCompleted ? commits : Task.CompletedTask;
    }
}
