using OrderingSystem.Application.Carriers;
using OrderingSystem.Application.Workflow;
using OrderingSystem.Domain.Carriers;

namespace OrderingSystem.Application.Outages;

/// <summary>Sees that an outage is open and that exactly one execution of <c>carrier-watch</c> has it.</summary>
/// <remarks>
/// Why an order that parks is never missed. Whoever parks an order (1) writes its row, then (2) reads the gate, here. The watch that ends an
/// outage (1) closes the gate, then (2) reads the rows, and calls this where it finds one. Both stores are read after they were written, so of
/// two that meet, at least one sees the other: either the parker finds the gate closed and opens a new outage with a watch of its own, or the
/// watch finds the row and does the same. Where both do, they start the same execution, because the gate's record decides its name. What no
/// rule can prevent, a watch that dies for good, is found by the timeout of the orders that it left waiting: they park again and come here.
/// </remarks>
public sealed class CarrierWatches(CarrierGateKeeper gates, ICompanionWorkflows workflows)
{
    /// <returns>The gate, with an outage whose watch runs.</returns>
    /// <exception cref="WorkflowUnavailableException">Step Functions gave no answer; again later.</exception>
    public async Task<CarrierGate> EnsureAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var gate = await gates.ChangeAsync((current, now) => current.Suspect(now), cancellationToken);
            var watch = new CarrierWatchInput(gate.OutageId!, gate.Generation);
            if (await workflows.StartAsync(watch, cancellationToken) == CompanionRun.Running)
            {
                return gate;
            }

            // That watch has ended. Did it close the outage, or did another take over? Else it is lost, and the next generation is due. Where
            // a watch hands over in this very moment, that is the execution which it starts: the same name, so one execution.
            await gates.ChangeAsync(
                (current, _) => current.OutageId == gate.OutageId && current.Generation == gate.Generation
                    ? current.HandOver(gate.Generation + 1)
                    : current,
                cancellationToken);
        }
    }
}
