using OrderingSystem.Engine;

namespace OrderingSystem.Host.Clock;

/// <summary>
/// Moves the clock on whenever nothing is going on, until it is stopped: not to the next due time but to that of the next few, so that they are
/// worked on together. None fires more than <see cref="LatestFiring"/> late, which on the scale of days is what a busy machine would do.
/// </summary>
internal sealed class IdleSkipper(DemoClock clock, EmbeddedEngine engine)
{
    private const int Together = 32;
    private static readonly TimeSpan LatestFiring = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(5);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            _ = await engine.Idle.WhenIdleAsync(cancellationToken);
            if (await engine.NextDueAsync(Together, LatestFiring, cancellationToken) is { } due && engine.Idle.IsIdle)
            {
                clock.AdvanceTo(due);
            }
            else
            {
                // Nothing is due at all, or somebody from outside came first.
                await Task.Delay(LookEvery, TimeProvider.System, cancellationToken);
            }
        }
    }
}
