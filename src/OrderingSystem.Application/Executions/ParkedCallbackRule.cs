using System.Text.Json;
using OrderingSystem.Application.Carriers;
using OrderingSystem.Application.Outages;
using OrderingSystem.Application.Workflow;

namespace OrderingSystem.Application.Executions;

/// <summary>An order that is parked while the carrier is down: resuming it is one more try, never a way past the carrier's gate.</summary>
public sealed class ParkedCallbackRule(
    IParkedOrderStore parkedOrders, CarrierGateKeeper gates, ICompanionWorkflows workflows, TimeProvider clock) : ICallbackRule
{
    public async Task<CallbackOffer?> OfferAsync(OpenCallback callback, CancellationToken cancellationToken)
    {
        if (await FindAsync(callback, cancellationToken) is not { } parked)
        {
            return null;
        }

        var gate = await gates.ReadAsync(cancellationToken);
        var output = JsonSerializer.Serialize(new ReleaseOutput(parked.OutageId, clock.GetUtcNow()), WorkflowJson.Compact.ReleaseOutput);
        return new CallbackOffer(
            "carrier",
            "The order waits until the carrier answers again. It goes on by itself then.",
            [
                new CallbackOutcome(
                    true,
                    "Try now",
                    output,
                    gate.LetsOrdersThrough
                        ? $"{parked.State} runs now. Should the carrier fail it, the order waits again, in its old place."
                        : $"{parked.State} runs and finds that the carrier is down: nobody calls it but the probe. The order waits again, in its old place."),
            ]);
    }

    public async Task<bool> AnswerAsync(OpenCallback callback, CallbackAnswer answer, string by, CancellationToken cancellationToken)
    {
        if (!answer.Succeeds)
        {
            throw new CallbackAnswerException("outcome", "A parked order is not failed by hand: cancel it, or let it wait.");
        }

        if (await FindAsync(callback, cancellationToken) is not { } parked)
        {
            return false;
        }

        var now = clock.GetUtcNow();
        var released = await workflows.ReleaseAsync(parked.Token, new ReleaseOutput(parked.OutageId, now), cancellationToken);
        await parkedOrders.MarkReleasedAsync(parked.ExecutionName, parked.Token, now, cancellationToken);
        return released;
    }

    private async Task<Domain.Carriers.ParkedOrder?> FindAsync(OpenCallback callback, CancellationToken cancellationToken) =>
        await parkedOrders.FindAsync(callback.Execution.Name, cancellationToken) is { ReleasedAt: null } parked && parked.Token == callback.Token ? parked : null;
}
