using OrderingSystem.Engine.Stores;

namespace OrderingSystem.Engine.Tests.Shell;

/// <summary>Stands for a process that dies at a commit: the commit is on disk or it is not, nobody hears of it, and nothing is written after it.</summary>
internal sealed class CrashingStore(IExecutionStore inner, int? crashAt, bool keepLast) : DelegatingStore(inner)
{
    private readonly SemaphoreSlim _one = new(1, 1);

    public int Commits { get; private set; }

    public bool HasCrashed { get; private set; }

    public override async Task CommitAsync(ExecutionCommit commit, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (HasCrashed)
            {
                throw new StoreFaultedException("The process is dead.");
            }

            HasCrashed = Commits + 1 == crashAt;
            if (!HasCrashed || keepLast)
            {
                await Inner.CommitAsync(commit, cancellationToken);
            }

            if (HasCrashed)
            {
                throw new StoreFaultedException("The process died.");
            }

            Commits++;
        }
        finally
        {
            _ = _one.Release();
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _one.Dispose();
    }
}
