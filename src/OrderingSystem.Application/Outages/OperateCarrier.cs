using Microsoft.Extensions.Options;
using OrderingSystem.Application.Carriers;
using OrderingSystem.Application.Workflow;
using OrderingSystem.Domain.Carriers;

namespace OrderingSystem.Application.Outages;

/// <summary>What an operator may do about the carrier: ask it now, keep everybody from calling it, and let go again.</summary>
/// <remarks>
/// None of it lets a single order past the gate. Where the gate opens, a watch of the next generation takes the outage over, so that the drain
/// begins at once: the watch before it sleeps until its next probe, wakes to an outage that is another's, and ends.
/// </remarks>
public sealed class OperateCarrier(CarrierGateKeeper gates, CarrierProbe probe, CarrierWatches watches, IOptions<CarrierGateLimits> limits)
{
    /// <summary>One probe, now, whoever waits for how many.</summary>
    /// <returns>The gate afterwards; null where nobody was asked: the carrier is up, held, or being asked in this moment.</returns>
    /// <exception cref="WorkflowUnavailableException">It was asked; whether a watch has taken over is unknown. Asking again is safe.</exception>
    public async Task<CarrierGate?> ProbeAsync(string by, CancellationToken cancellationToken)
    {
        await gates.ChangeAsync((gate, now) => gate.Hurry(now), cancellationToken);
        if (await probe.TryAsync($"operator {by}", cancellationToken) is not { } probed)
        {
            return null;
        }

        return probed.State == CarrierGateState.Recovering ? await TakeOverAsync(probed, cancellationToken) : probed;
    }

    /// <summary>From now on nobody calls the carrier, not even the probe; orders park.</summary>
    /// <returns>The gate afterwards; where it was held before, as it was.</returns>
    /// <exception cref="WorkflowUnavailableException">It is held; whether a watch has the outage is unknown. Asking again is safe.</exception>
    public async Task<CarrierGate> HoldAsync(string by, string reason, CancellationToken cancellationToken)
    {
        await gates.ChangeAsync((gate, now) => gate.HoldBack(by, reason, now, limits.Value), cancellationToken);
        return await watches.EnsureAsync(cancellationToken);
    }

    /// <summary>The hold ends; the carrier is asked at once.</summary>
    /// <returns>The gate afterwards; null where nobody held it.</returns>
    /// <exception cref="WorkflowUnavailableException">The hold has ended; whether a watch has taken over is unknown. A probe sees to it.</exception>
    public async Task<CarrierGate?> ReleaseAsync(string by, CancellationToken cancellationToken)
    {
        if (await gates.TryChangeAsync((gate, now) => gate.Hold is null ? null : gate.LetGo(now), cancellationToken) is null)
        {
            return null;
        }

        return await ProbeAsync(by, cancellationToken) ?? await gates.ReadAsync(cancellationToken);
    }

    private async Task<CarrierGate> TakeOverAsync(CarrierGate gate, CancellationToken cancellationToken)
    {
        await gates.ChangeAsync(
            (current, _) => current.OutageId == gate.OutageId ? current.HandOver(gate.Generation + 1) : current, cancellationToken);
        return await watches.EnsureAsync(cancellationToken);
    }
}
