using OrderingSystem.Application.Workflow;

namespace OrderingSystem.Application.Executions;

/// <summary>Redrives the next executions of a job, the one that started first before the others. What it has done stands in its answers, and nowhere else.</summary>
/// <remarks>A batch that is repeated, because its answer was lost, finds those that it redrove running, and counts fewer than it did.</remarks>
public sealed class RedriveBatch(IExecutionOperations operations, OperateExecution operate, TimeProvider clock)
{
    public const int MaxExecutionsPerMinute = 600;

    /// <summary>A batch is nine history events: the job ends while its history has room, and who wants more begins another.</summary>
    private const int MaxBatches = 2_500;

    private static readonly TimeSpan BatchInterval = TimeSpan.FromSeconds(10);

    /// <param name="before">What the batch before answered; null for the first.</param>
    /// <exception cref="WorkflowUnavailableException">The batch is carried out in part; the rest of it comes with the next one.</exception>
    public async Task<RedriveStep> RunAsync(BulkRedriveInput job, RedriveStep? before, CancellationToken cancellationToken)
    {
        var left = await FindAsync(job, before?.After, cancellationToken);
        var step = before ?? new RedriveStep(left.Count, 0, 0, 0);
        var batchSize = Math.Max(1, (int)(job.ExecutionsPerMinute * BatchInterval.TotalMinutes));
        var batch = left.Take(batchSize).ToList();
        foreach (var failed in batch)
        {
            step = await RedriveAsync(job, failed, step, cancellationToken) with { After = new RedrivePosition(failed.StartedAt, failed.Name) };
        }

        return step with
        {
            NextAt = batch.Count < left.Count && step.Redriven + step.Declined + step.Skipped < MaxBatches * batchSize
                ? clock.GetUtcNow() + TimeSpan.FromMinutes((double)batch.Count / job.ExecutionsPerMinute)
                : null,
        };
    }

    /// <summary>Those that a job is for, in the order in which they started.</summary>
    /// <param name="after">Only those behind this place.</param>
    public async Task<IReadOnlyList<FailedExecution>> FindAsync(BulkRedriveInput job, RedrivePosition? after, CancellationToken cancellationToken)
    {
        var found = new List<FailedExecution>();
        await foreach (var failed in operations.ListFailedAsync(job.Machine, cancellationToken))
        {
            if (failed.StoppedAt < job.BegunAt
                && !(failed.StoppedAt < job.StoppedSince)
                && (after is null || Compare(failed.StartedAt, failed.Name, after.StartedAt, after.Name) > 0))
            {
                found.Add(failed);
            }
        }

        found.Sort((one, other) => Compare(one.StartedAt, one.Name, other.StartedAt, other.Name));
        return found;
    }

    private async Task<RedriveStep> RedriveAsync(BulkRedriveInput job, FailedExecution failed, RedriveStep step, CancellationToken cancellationToken)
    {
        if (job.Error is not null && (await operations.FindAsync(failed.Name, cancellationToken))?.Error != job.Error)
        {
            return step with { Skipped = step.Skipped + 1 };
        }

        return await operate.RedriveAsync(failed.Name, job.Reason, job.RequestedBy, cancellationToken) is OperateResult.Done
            ? step with { Redriven = step.Redriven + 1 }
            : step with { Declined = step.Declined + 1 };
    }

    private static int Compare(DateTimeOffset startedAt, string name, DateTimeOffset otherStartedAt, string otherName) =>
        startedAt == otherStartedAt ? string.CompareOrdinal(name, otherName) : startedAt.CompareTo(otherStartedAt);
}
