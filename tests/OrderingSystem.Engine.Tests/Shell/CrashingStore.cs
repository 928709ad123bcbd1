using OrderingSystem.Engine.Stores;

namespace OrderingSystem.Engine.Tests.Shell;

/// <summary>Stands for a process that dies at a commit: the commit is on disk or it is not, nobody hears of it, and nothing is written after it.</summary>
internal sealed class CrashingStore(IExecutionStore inner, int? crashAt, bool keepLast) : DelegatingStore(inner)
{
    private readonly SemaphoreSlim _one = new(1, 1);

    public int Commits { get; private set; }

    public bool HasCrashed { get; private set; }

    /// <summary>Writes to the catalog count as commits too.</summary>
    public bool CountsCatalog { get; init; }

    public override Task CommitAsync(ExecutionCommit commit, CancellationToken cancellationToken) =>
        WriteAsync(() => Inner.CommitAsync(commit, cancellationToken), cancellationToken);

    public override Task WriteCatalogAsync(IReadOnlyList<CatalogEntry> entries, CancellationToken cancellationToken) => CountsCatalog
        ? WriteAsync(() => Inner.WriteCatalogAsync(entries, cancellationToken), cancellationToken)
        : base.WriteCatalogAsync(entries, cancellationToken);

    private async Task WriteAsync(Func<Task> write, CancellationToken cancellationToken)
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
                await write();
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
