namespace OrderingSystem.Engine.Retention;

/// <summary>How long executions are kept after their end, and how gently they are removed then.</summary>
public sealed record RetentionOptions
{
    /// <summary>From the end of an execution to its removal; null keeps all for ever. The service's is 90 days.</summary>
    public TimeSpan? KeepFor { get; init; }

    /// <summary>Between two looks at what is kept, by the engine's clock.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Executions looked at in one step, and therefore the most that one write removes.</summary>
    public int StepSize { get; init; } = 50;

    /// <summary>After a step that removed something, the rest is this many times as long as the step was: so much is left to orders.</summary>
    public double RestPerWork { get; init; } = 9;
}
