using System.Security.Cryptography;
using System.Text;
using OrderingSystem.Application.Workflow;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Decisions;

/// <summary>One decision for many orders: looked at first, begun, followed, stopped.</summary>
public sealed class DecideMany(IBulkDecisionStore jobs, IAttentionQueue queue, ICompanionWorkflows workflows, TimeProvider clock)
{
    /// <summary>Which orders a decision made now would be for.</summary>
    public Task<AttentionCount> LookAsync(AttentionFilter filter, CancellationToken cancellationToken) =>
        queue.CountAsync(filter, clock.GetUtcNow(), cancellationToken);

    /// <summary>Begins the job. The same key again answers with the same job, and starts its execution if it was never started.</summary>
    /// <param name="ordersPerMinute">1 to <see cref="BulkDecision.MaxOrdersPerMinute"/>.</param>
    /// <returns>Null where the key belongs to another decision.</returns>
    /// <exception cref="WorkflowUnavailableException">Whether the job runs is unknown; the same request again is safe.</exception>
    public async Task<BulkDecision?> BeginAsync(
        string idempotencyKey,
        Decision decision,
        AttentionFilter filter,
        int ordersPerMinute,
        CancellationToken cancellationToken)
    {
        var count = await queue.CountAsync(filter, decision.At, cancellationToken);
        var job = new BulkDecision
        {
            JobId = JobIdOf(idempotencyKey),
            Decision = decision,
            Filter = filter,
            OrdersPerMinute = ordersPerMinute,
            Total = count.Orders,
        };
        if (!await jobs.TryAddAsync(job, cancellationToken))
        {
            job = await jobs.FindAsync(job.JobId, cancellationToken) ?? throw new InvalidOperationException($"Job {job.JobId} vanished.");
            if (job.Decision with { At = decision.At } != decision || job.Filter != filter || job.OrdersPerMinute != ordersPerMinute)
            {
                return null;
            }
        }

        if (job.State == BulkDecisionState.Running)
        {
            await workflows.StartAsync(new BulkDecisionInput(job.JobId, 0), cancellationToken);
        }

        return job;
    }

    public Task<BulkDecision?> FindAsync(string jobId, CancellationToken cancellationToken) => jobs.FindAsync(jobId, cancellationToken);

    /// <summary>Ends the job before its next batch. One that has ended stays as it ended.</summary>
    /// <returns>Null where there is no such job.</returns>
    public Task<BulkDecision?> StopAsync(string jobId, string by, CancellationToken cancellationToken) =>
        jobs.ChangeAsync(jobId, job => job.Stop(by, clock.GetUtcNow()), cancellationToken);

    private static string JobIdOf(string idempotencyKey) =>
        $"decisions-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("decisions:" + idempotencyKey)))[..26]}";
}
