using OrderingSystem.Application.Decisions;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Tests.Fakes;

public sealed class InMemoryBulkDecisionStore : IBulkDecisionStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, BulkDecision> _jobs = new(StringComparer.Ordinal);

    public Task<BulkDecision?> FindAsync(string jobId, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_jobs.GetValueOrDefault(jobId));
        }
    }

    public Task<bool> TryAddAsync(BulkDecision job, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_jobs.TryAdd(job.JobId, job with { Version = 1 }));
        }
    }

    public Task<bool> TryUpdateAsync(BulkDecision job, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_jobs.TryGetValue(job.JobId, out var stored) || stored.Version != job.Version)
            {
                return Task.FromResult(false);
            }

            _jobs[job.JobId] = job with { Version = job.Version + 1 };
            return Task.FromResult(true);
        }
    }
}
