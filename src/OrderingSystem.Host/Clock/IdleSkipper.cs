using OrderingSystem.Engine.Activity;

namespace OrderingSystem.Host.Clock;

/// <summary>Moves the clock to the next due time whenever nothing is going on, until it is stopped.</summary>
internal sealed class IdleSkipper(DemoClock clock, IdleMonitor monitor)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(5);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            if (await monitor.WhenIdleAsync(cancellationToken) is { } due)
            {
                clock.AdvanceTo(due);
            }
            else
            {
                // Nothing is due at all: only somebody from outside can start something.
                await Task.Delay(LookEvery, TimeProvider.System, cancellationToken);
            }
        }
    }
}
