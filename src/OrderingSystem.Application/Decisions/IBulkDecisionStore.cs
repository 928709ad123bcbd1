using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Decisions;

/// <summary>The jobs that decide many orders.</summary>
public interface IBulkDecisionStore
{
    Task<BulkDecision?> FindAsync(string jobId, CancellationToken cancellationToken);

    /// <summary>Stores a new job as version 1.</summary>
    /// <returns>False where a job of this id is there; it stays as it is.</returns>
    Task<bool> TryAddAsync(BulkDecision job, CancellationToken cancellationToken);

    /// <summary>Replaces the job that was read as <see cref="BulkDecision.Version"/>.</summary>
    /// <returns>False where the stored version is another one.</returns>
    Task<bool> TryUpdateAsync(BulkDecision job, CancellationToken cancellationToken);
}
