using OrderingSystem.Application.Executions;

namespace OrderingSystem.Application.Clock;

/// <summary>The clock of an embedded engine, as far as people may see and move it.</summary>
public interface IDemoClock
{
    DateTimeOffset Now { get; }

    /// <summary><c>real</c>, <c>x60</c> (sixty times as fast) or <c>skip</c> (idle time is skipped).</summary>
    string Mode { get; }

    /// <summary>Moves the clock forward; timers that fall due run in their order.</summary>
    /// <returns>The time afterwards; earlier than asked for where so much happened on the way that half a minute was not enough. Ask again then.</returns>
    Task<DemoMove> AdvanceAsync(TimeSpan by, CancellationToken cancellationToken);

    /// <summary>Changes how fast the clock runs from now on, until the process ends.</summary>
    /// <param name="factor">Seconds of this clock per second of the world's.</param>
    /// <returns>False where idle time is skipped: that clock's pace is the work's.</returns>
    bool RunAt(double factor);

    /// <summary>The next few timers of executions, in due order.</summary>
    Task<IReadOnlyList<DemoTimer>> NextTimersAsync(int count, CancellationToken cancellationToken);
}

/// <param name="Now">The time after the move.</param>
/// <param name="Fired">The timers that fell due on the way, in that order; the first few where they are many.</param>
public sealed record DemoMove(DateTimeOffset Now, IReadOnlyList<DemoTimer> Fired);

/// <param name="DueAt">When the execution wakes.</param>
public sealed record DemoTimer(DateTimeOffset DueAt, ExecutionKey Execution);
