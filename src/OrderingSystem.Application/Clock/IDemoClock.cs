namespace OrderingSystem.Application.Clock;

/// <summary>The clock of an embedded engine, as far as people may see and move it.</summary>
public interface IDemoClock
{
    DateTimeOffset Now { get; }

    /// <summary><c>real</c>, <c>x60</c> (sixty times as fast) or <c>skip</c> (idle time is skipped).</summary>
    string Mode { get; }

    /// <summary>Moves the clock forward; timers that fall due run in their order.</summary>
    /// <returns>The time afterwards.</returns>
    Task<DateTimeOffset> AdvanceAsync(TimeSpan by, CancellationToken cancellationToken);
}
