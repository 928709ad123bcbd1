namespace OrderingSystem.StatesLanguage.Lint;

/// <summary>What AWS bounds and charges (Step Functions service quotas; Standard workflows in us-east-1).</summary>
internal static class ServiceLimits
{
    /// <summary>The event that would be the 25,000th is the execution's failure.</summary>
    public const int HistoryEvents = 25_000;

    public const double SecondsPerDay = 86_400;

    public const double ExecutionDays = 365;

    public const double DollarsPerTransition = 25.0 / 1_000_000;

    /// <summary>Scheduled, Started, Failed: what each failed try of a Task writes.</summary>
    public const int EventsPerTry = 3;
}
