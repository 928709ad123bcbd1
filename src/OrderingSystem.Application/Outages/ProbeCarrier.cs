using OrderingSystem.Application.Carriers;
using OrderingSystem.Application.Fulfilment;
using OrderingSystem.Application.Workflow;
using OrderingSystem.Domain.Carriers;

namespace OrderingSystem.Application.Outages;

/// <summary>The watch's question: does the carrier answer again?</summary>
public sealed class ProbeCarrier(CarrierGateKeeper gates, CarrierProbe probe)
{
    /// <param name="holder">The watch's execution.</param>
    /// <exception cref="CarrierUnavailableException">Asked; no answer.</exception>
    /// <exception cref="CarrierDownException">Not asked: it is not time yet, or somebody else asks.</exception>
    public async Task<LoopStep> RunAsync(WatchRequest request, string holder, CancellationToken cancellationToken)
    {
        var gate = await gates.TryChangeAsync(
            (current, _) => current.IsWatchedBy(request.OutageId, request.Generation) ? current.HandOver(request.Generation) : null,
            cancellationToken);
        if (gate is null)
        {
            return new LoopStep(LoopAction.Finish, null, request.StepsAfterwards);
        }

        if (gate.State == CarrierGateState.Down)
        {
            gate = await probe.TryAsync(holder, cancellationToken) ?? throw CarrierAttempts.Down(gate.NextProbeAt);
        }

        return gate.State == CarrierGateState.Down
            ? throw new CarrierUnavailableException(gate.LastError ?? "The carrier gives no answer.")
            : new LoopStep(LoopAction.GoOn, null, request.StepsAfterwards);
    }
}
