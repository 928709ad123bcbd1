using OrderingSystem.StatesLanguage.ErrorHandling;

namespace OrderingSystem.StatesLanguage.MapRuns;

/// <summary>How far a Map run has got: which children to start, and whether it is over. Pure: the engine starts the children and tells of their ends.</summary>
/// <param name="ItemCount">Children in all.</param>
/// <param name="AtOnce">Most children that run at one time; at least 1.</param>
/// <param name="MostFailures">Failures beyond which the run fails.</param>
/// <param name="Started">Children started so far: those with indexes below.</param>
/// <remarks>Step Functions Developer Guide, "Distributed mode" and "Setting failure thresholds".</remarks>
public sealed record MapRun(int ItemCount, int AtOnce, double MostFailures, int Started = 0, int Succeeded = 0, int Failed = 0)
{
    /// <summary>The service's own bound of children at once.</summary>
    public const int MostAtOnce = 10_000;

    public static StatesError ThresholdExceeded { get; } =
        new(ErrorNames.ExceedToleratedFailureThreshold, "The specified tolerated failure threshold was exceeded");

    public int Running => Started - Succeeded - Failed;

    /// <summary>More children failed than the definition tolerates: what still runs is to be stopped.</summary>
    public bool HasFailed => Failed > MostFailures;

    public bool IsOver => HasFailed || Succeeded + Failed == ItemCount;

    /// <summary>Where both thresholds are given, the one that is reached first counts; where none is, no failure is tolerated.</summary>
    public static MapRun Of(MapRunPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var share = plan.ToleratedFailurePercentage is { } percentage ? Math.Floor(plan.ItemCount * percentage / 100) : (double?)null;
        var most = (plan.ToleratedFailureCount, share) switch
        {
            ({ } count, { } byShare) => Math.Min(count, byShare),
            ({ } count, null) => count,
            (null, { } byShare) => byShare,
            _ => 0,
        };
        return new MapRun(plan.ItemCount, plan.MaxConcurrency is 0 or > MostAtOnce ? MostAtOnce : plan.MaxConcurrency, most);
    }

    /// <summary>Starts as many children as may run.</summary>
    /// <returns>The run, and how many children follow on from <see cref="Started"/> of the run before.</returns>
    public (MapRun Run, int Count) StartChildren()
    {
        var count = IsOver ? 0 : Math.Min(AtOnce - Running, ItemCount - Started);
        return (this with { Started = Started + count }, count);
    }

    /// <summary>One child has ended.</summary>
    public MapRun ChildEnded(bool succeeded) => succeeded ? this with { Succeeded = Succeeded + 1 } : this with { Failed = Failed + 1 };
}
