using BobsPost.Simulator;
using OrderingSystem.Application.Clock;

namespace OrderingSystem.Host.Clock;

/// <summary>Bob's Post in this process, with a switch.</summary>
internal sealed class SimulatedCarrier(SimulatorServer simulator, TimeProvider clock) : IDemoCarrier
{
    public DateTimeOffset? DownUntil => simulator.Outages
        .Where(outage => outage.From <= clock.GetUtcNow() && outage.To > clock.GetUtcNow())
        .Select(outage => (DateTimeOffset?)outage.To)
        .Max();

    public async Task GoDownAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await simulator.AddOutageAsync(now, now + duration, cancellationToken);
    }

    public Task ComeBackAsync(CancellationToken cancellationToken) => simulator.ClearOutagesAsync(cancellationToken);
}
