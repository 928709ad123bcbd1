using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Workflow;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Decisions;

/// <summary>Decides the next orders of a job, at its pace.</summary>
public sealed class DecideBatch(IBulkDecisionStore jobs, IAttentionQueue queue, DecideOrder decideOrder, TimeProvider clock)
{
    /// <exception cref="WorkflowUnavailableException">The batch is carried out in part; the rest of it comes with the next one.</exception>
    public async Task<LoopStep> RunAsync(string jobId, int steps, int retries, CancellationToken cancellationToken)
    {
        var afterwards = LoopStep.Count(steps, retries);
        if (await jobs.FindAsync(jobId, cancellationToken) is not { State: BulkDecisionState.Running } job)
        {
            return new LoopStep(LoopAction.Finish, null, afterwards);
        }

        if (afterwards > LoopStep.MaxSteps)
        {
            return new LoopStep(LoopAction.HandOver, null, afterwards);
        }

        var now = clock.GetUtcNow();
        if (job.NextBatchAt > now)
        {
            return new LoopStep(LoopAction.Wait, job.NextBatchAt, afterwards);
        }

        var orders = await queue.ReadAsync(job.Filter, job.Decision.At, job.Position, job.BatchSize, cancellationToken);
        if (orders.Count == 0)
        {
            await jobs.ChangeAsync(jobId, current => current.Finish(now), cancellationToken);
            return new LoopStep(LoopAction.Finish, null, afterwards);
        }

        if (!await jobs.TryUpdateAsync(job.BeginBatch(now), cancellationToken))
        {
            return new LoopStep(LoopAction.GoOn, null, afterwards); // somebody stopped it, or another run was faster: look again
        }

        foreach (var position in orders)
        {
            var result = await decideOrder.RunAsync(position.OrderId, job.Decision with { At = clock.GetUtcNow() }, cancellationToken);
            await jobs.ChangeAsync(jobId, current => Count(current, result) with { Position = position }, cancellationToken);
        }

        var next = await jobs.FindAsync(jobId, cancellationToken);
        return new LoopStep(LoopAction.Wait, next?.NextBatchAt ?? now, afterwards);
    }

    private static BulkDecision Count(BulkDecision job, DecideResult result) => result switch
    {
        DecideResult.Decided => job with { Decided = job.Decided + 1 },
        DecideResult.NotPossible => job with { NotPossible = job.NotPossible + 1 },
        _ => job with { Superseded = job.Superseded + 1 },
    };
}
