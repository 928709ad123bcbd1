using OrderingSystem.Application.Clock;
using OrderingSystem.Host.Configuration;

namespace OrderingSystem.Host.Clock;

/// <summary>The host's time, in the form that the admin API shows and moves.</summary>
internal sealed class HostClock(DemoClock clock, ClockMode mode) : IDemoClock
{
    public DateTimeOffset Now => clock.GetUtcNow();

    public string Mode => mode.ToString();

    public Task<DateTimeOffset> AdvanceAsync(TimeSpan by, CancellationToken cancellationToken)
    {
        clock.AdvanceTo(clock.GetUtcNow() + by);
        return Task.FromResult(clock.GetUtcNow());
    }
}
