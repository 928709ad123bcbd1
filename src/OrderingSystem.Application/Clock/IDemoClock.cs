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
    Task<DateTimeOffset> AdvanceAsync(TimeSpan by, CancellationToken cancellationToken);

    /// <summary>The next few timers of executions, in due order.</summary>
    Task<IReadOnlyList<DemoTimer>> NextTimersAsync(int count, CancellationToken cancellationToken);
}

/// <param name="DueAt">When the execution wakes.</param>
public sealed record DemoTimer(DateTimeOffset DueAt, ExecutionKey Execution);
