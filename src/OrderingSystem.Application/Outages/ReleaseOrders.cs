using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrderingSystem.Application.Carriers;
using OrderingSystem.Application.Workflow;
using OrderingSystem.Domain.Carriers;

namespace OrderingSystem.Application.Outages;

/// <summary>Lets parked orders go, oldest first, one batch per run, at the pace that the gate allows.</summary>
public sealed class ReleaseOrders(
    IParkedOrderStore parkedOrders,
    CarrierGateKeeper gates,
    CarrierWatches watches,
    ICompanionWorkflows workflows,
    IOptions<CarrierGateLimits> limits,
    TimeProvider clock,
    ILogger<ReleaseOrders> logger)
{
    /// <summary>Where only orders wait whose time has not come, others may park meanwhile: the watch looks at least this often.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(5);

    /// <exception cref="WorkflowUnavailableException">Step Functions gave no answer; the orders that were not let go wait on.</exception>
    public async Task<LoopStep> RunAsync(WatchRequest request, CancellationToken cancellationToken)
    {
        var steps = request.StepsAfterwards;
        var gate = await gates.ReadAsync(cancellationToken);
        if (!gate.IsWatchedBy(request.OutageId, request.Generation))
        {
            return new LoopStep(LoopAction.Finish, null, steps);
        }

        if (gate.State == CarrierGateState.Down)
        {
            return new LoopStep(LoopAction.Probe, null, steps);
        }

        if (steps > LoopStep.MaxSteps)
        {
            return new LoopStep(LoopAction.HandOver, null, steps);
        }

        var now = clock.GetUtcNow();
        if (Later(gate.PausedUntil, gate.NextBatchAt) is { } notBefore && notBefore > now)
        {
            return new LoopStep(LoopAction.Wait, notBefore, steps);
        }

        var due = await parkedOrders.ReadDueAsync(now, gate.BatchSize, cancellationToken);
        if (due.Count == 0)
        {
            return await WaitOrCloseAsync(gate, now, steps, cancellationToken);
        }

        // Reserved before anybody is let go: a run that is repeated, or a second watch, finds the next batch's time and waits for it.
        var reserved = await gates.TryChangeAsync(
            (current, at) => current.OutageId == gate.OutageId ? current.BeginBatch(due.Count, at, limits.Value) : null,
            cancellationToken);
        if (reserved is null)
        {
            return new LoopStep(LoopAction.Wait, now + limits.Value.BatchInterval, steps);
        }

        foreach (var parked in due)
        {
            // False: the order went on by another way (its timeout, an operator, a cancellation). Either way this token is spent.
            var released = await workflows.ReleaseAsync(parked.Token, new ReleaseOutput(gate.OutageId!, now), cancellationToken);
            await parkedOrders.MarkReleasedAsync(parked.ExecutionName, parked.Token, now, cancellationToken);
            logger.Released(parked.OrderId, parked.State, released);
        }

        return new LoopStep(LoopAction.Wait, reserved.NextBatchAt, steps);
    }

    private async Task<LoopStep> WaitOrCloseAsync(CarrierGate gate, DateTimeOffset now, int steps, CancellationToken cancellationToken)
    {
        var summary = await parkedOrders.SummarizeAsync(cancellationToken);
        if (summary.Waiting > 0)
        {
            var look = now + LookEvery;
            return new LoopStep(LoopAction.Wait, summary.NextDue is { } next && next < look ? next : look, steps);
        }

        var settlesAt = gate.SettlesAt(limits.Value);
        if (settlesAt > now)
        {
            return new LoopStep(LoopAction.Wait, Earlier(settlesAt.Value, now + LookEvery), steps);
        }

        var closed = await gates.TryChangeAsync(
            (current, at) => current.OutageId == gate.OutageId && current.Generation == gate.Generation ? current.Close(at, limits.Value) : null,
            cancellationToken);
        if (closed is null)
        {
            return new LoopStep(LoopAction.GoOn, null, steps); // it fell over in this moment: look again
        }

        logger.OutageOver(gate.OutageId!, gate.Released);
        if ((await parkedOrders.SummarizeAsync(cancellationToken)).Waiting > 0)
        {
            await watches.EnsureAsync(cancellationToken); // it parked while the gate was being closed: see CarrierWatches
        }

        await parkedOrders.ForgetReleasedAsync(now - limits.Value.SettleTime - limits.Value.MaxRoundPause, cancellationToken);
        return new LoopStep(LoopAction.Finish, null, steps);
    }

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => other is null || one > other ? one : other;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
