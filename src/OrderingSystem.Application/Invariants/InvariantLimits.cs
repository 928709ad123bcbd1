namespace OrderingSystem.Application.Invariants;

public sealed class InvariantLimits
{
    /// <summary>How long an open order may stand still before somebody has to know of it: an operator, or whoever looks at the orders that wait for the carrier.</summary>
    public TimeSpan Promise { get; set; } = TimeSpan.FromDays(14);

    /// <summary>The longest time without a history event: the timeouts and retry delays of the machines end before.</summary>
    public TimeSpan LongestSilence { get; set; } = TimeSpan.FromHours(36);

    /// <summary>How old a finding must be to count: what is under way in this moment is not wrong yet.</summary>
    public TimeSpan Grace { get; set; } = TimeSpan.FromMinutes(5);

    internal bool AreValid => Promise > TimeSpan.Zero && LongestSilence > TimeSpan.Zero && Grace >= TimeSpan.Zero;
}
