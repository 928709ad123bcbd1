using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Decisions;

internal static class BulkDecisionChanges
{
    /// <summary>Reads, decides and writes, again from the start while somebody else was faster.</summary>
    /// <param name="transition">Pure; the same instance means that there is nothing to do.</param>
    /// <returns>Null where there is no such job.</returns>
    public static async Task<BulkDecision?> ChangeAsync(
        this IBulkDecisionStore jobs,
        string jobId,
        Func<BulkDecision, BulkDecision> transition,
        CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await jobs.FindAsync(jobId, cancellationToken) is not { } job)
            {
                return null;
            }

            var changed = transition(job);
            if (ReferenceEquals(changed, job))
            {
                return job;
            }

            if (await jobs.TryUpdateAsync(changed, cancellationToken))
            {
                return changed with { Version = changed.Version + 1 };
            }
        }
    }
}
