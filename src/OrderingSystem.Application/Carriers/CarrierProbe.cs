using Microsoft.Extensions.Options;
using OrderingSystem.Domain.Carriers;

namespace OrderingSystem.Application.Carriers;

/// <summary>Asks a carrier that may be down whether it answers, as the holder of the probe lease and as often as the gate allows.</summary>
public sealed class CarrierProbe(ICarrierGateway carrier, CarrierGateKeeper gates, IOptions<CarrierGateLimits> limits)
{
    /// <param name="holder">The execution on whose behalf it asks.</param>
    /// <returns>The gate afterwards; null where it is not time, or somebody else asks: nobody asked then.</returns>
    public async Task<CarrierGate?> TryAsync(string holder, CancellationToken cancellationToken)
    {
        if (await gates.TryChangeAsync((gate, now) => gate.BeginProbe(holder, now, limits.Value), cancellationToken) is null)
        {
            return null;
        }

        // Should this process die before the answer is written down, the lease runs out and the next probe asks again.
        var outcome = await carrier.ProbeAsync(cancellationToken);
        return await gates.ChangeAsync(
            (gate, now) => outcome switch
            {
                ProbeOutcome.Answers => gate.ProbeAnswered(holder, null, now),
                ProbeOutcome.Throttled throttled => gate.ProbeAnswered(holder, Patience(throttled.Until, now), now),
                ProbeOutcome.Unavailable unavailable => gate.ProbeFailed(holder, unavailable.Reason, unavailable.IsOurs, now, limits.Value),
                _ => throw new System.Diagnostics.UnreachableException($"No rule for {outcome.GetType().Name}."),
            },
            cancellationToken);
    }

    private DateTimeOffset Patience(DateTimeOffset? until, DateTimeOffset now) =>
        until is null ? now + limits.Value.DefaultPatience
        : until < now + limits.Value.MaxPatience ? until.Value
        : now + limits.Value.MaxPatience;
}
