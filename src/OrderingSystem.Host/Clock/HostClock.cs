using OrderingSystem.Application.Clock;
using OrderingSystem.Application.Executions;
using OrderingSystem.Application.Live;
using OrderingSystem.Engine;
using OrderingSystem.Host.Configuration;

namespace OrderingSystem.Host.Clock;

/// <summary>The host's time, in the form that the admin API shows and moves.</summary>
internal sealed class HostClock(DemoClock clock, ClockMode mode, EmbeddedEngine engine, LiveFeed feed) : IDemoClock
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan LongestMove = TimeSpan.FromSeconds(30);

    /// <summary>How many of the timers that fire are told.</summary>
    private const int MaxTold = 50;

    public DateTimeOffset Now => clock.GetUtcNow();

    public string Mode => (mode.Skips ? mode : mode with { Factor = clock.Factor }).ToString();

    /// <summary>
    /// From timer to timer, and never while something is under way: a task that is answering must not see its timeout pass, nor one timer overtake
    /// another.
    /// </summary>
    public async Task<DemoMove> AdvanceAsync(TimeSpan by, CancellationToken cancellationToken)
    {
        List<DemoTimer> fired = [];
        var target = clock.GetUtcNow() + by;
        var begun = TimeProvider.System.GetTimestamp();
        try
        {
            while (clock.GetUtcNow() < target && TimeProvider.System.GetElapsedTime(begun) < LongestMove)
            {
                await WhenQuietAsync(cancellationToken);
                var due = await engine.NextDueAsync(1, TimeSpan.Zero, cancellationToken);
                if (due <= clock.GetUtcNow())
                {
                    await Task.Delay(LookAgain, TimeProvider.System, cancellationToken); // it is about to fire
                    continue;
                }

                var next = due < target ? due.Value : target;
                if (fired.Count < MaxTold)
                {
                    fired.AddRange((await NextTimersAsync(MaxTold - fired.Count, cancellationToken)).Where(timer => timer.DueAt <= next));
                }

                clock.AdvanceTo(next);
            }

            await WhenQuietAsync(cancellationToken);
        }
        finally
        {
            feed.Publish(LiveKind.Clock, string.Empty);
        }

        return new DemoMove(clock.GetUtcNow(), fired);
    }

    public bool RunAt(double factor)
    {
        if (mode.Skips)
        {
            return false;
        }

        clock.RunAt(factor);
        feed.Publish(LiveKind.Clock, string.Empty);
        return true;
    }

    /// <summary>What hangs for longer, a call to a carrier that does not answer, is passed over: its timeout is then what the time brings.</summary>
    private async Task WhenQuietAsync(CancellationToken cancellationToken)
    {
        try
        {
            _ = await engine.Idle.WhenIdleAsync(cancellationToken).WaitAsync(Patience, TimeProvider.System, cancellationToken);
        }
        catch (TimeoutException)
        {
            // passed over
        }
    }

    public async Task<IReadOnlyList<DemoTimer>> NextTimersAsync(int count, CancellationToken cancellationToken) =>
        [.. (await engine.ReadTimersAsync(count, cancellationToken)).Select(timer =>
            new DemoTimer(timer.DueAt, new ExecutionKey(timer.StateMachineName, timer.ExecutionName)))];
}
