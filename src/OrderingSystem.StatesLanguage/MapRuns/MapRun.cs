using OrderingSystem.StatesLanguage.ErrorHandling;

namespace OrderingSystem.StatesLanguage.MapRuns;

/// <summary>How far a Map run has got: which children to start, and whether it is over. Pure: the engine starts the children and tells of their ends.</summary>
/// <param name="ChildCount">Children in all: the items, or their batches.</param>
/// <param name="ItemCount">Items in all.</param>
/// <param name="AtOnce">Most children that run at one time; at least 1.</param>
/// <param name="MostFailures">Failed items beyond which the run fails.</param>
/// <param name="Started">Children started so far: those with indexes below.</param>
/// <param name="FailedItems">Items of the children that failed.</param>
/// <remarks>Step Functions Developer Guide, "Distributed mode" and "Setting failure thresholds".</remarks>
public sealed record MapRun(
    int ChildCount, int ItemCount, int AtOnce, double MostFailures, int Started = 0, int Succeeded = 0, int Failed = 0, int FailedItems = 0)
{
    /// <summary>The service's own bound of children at once.</summary>
    public const int MostAtOnce = 10_000;

    public static StatesError ThresholdExceeded { get; } =
        new(ErrorNames.ExceedToleratedFailureThreshold, "The specified tolerated failure threshold was exceeded");

    public int Running => Started - Succeeded - Failed;

    /// <summary>More items failed than the definition tolerates: what still runs is to be stopped.</summary>
    public bool HasFailed => FailedItems > MostFailures;

    public bool IsOver => HasFailed || Succeeded + Failed == ChildCount;

    /// <param name="maxConcurrency">0 for no bound.</param>
    public static MapRun Of(int childCount, int itemCount, int maxConcurrency, long? toleratedCount, double? toleratedPercentage) =>
        new MapRun(childCount, itemCount, 1, 0).Bounded(maxConcurrency, toleratedCount, toleratedPercentage);

    /// <summary>The same run under other bounds, as UpdateMapRun sets them.</summary>
    /// <remarks>Where both thresholds are given, the one that is reached first counts; where none is, no failure is tolerated.</remarks>
    public MapRun Bounded(int maxConcurrency, long? toleratedCount, double? toleratedPercentage)
    {
        var share = toleratedPercentage is { } percentage ? Math.Floor(ItemCount * percentage / 100) : (double?)null;
        var most = (toleratedCount, share) switch
        {
            ({ } count, { } byShare) => Math.Min(count, byShare),
            ({ } count, null) => count,
            (null, { } byShare) => byShare,
            _ => 0,
        };
        return this with { AtOnce = maxConcurrency is 0 or > MostAtOnce ? MostAtOnce : maxConcurrency, MostFailures = most };
    }

    /// <summary>Starts as many children as may run.</summary>
    /// <returns>The run, and how many children follow on from <see cref="Started"/> of the run before.</returns>
    public (MapRun Run, int Count) StartChildren()
    {
        var count = IsOver ? 0 : Math.Max(0, Math.Min(AtOnce - Running, ChildCount - Started));
        return (this with { Started = Started + count }, count);
    }

    /// <summary>One child has ended.</summary>
    /// <param name="items">How many items it had.</param>
    public MapRun ChildEnded(bool succeeded, int items = 1) =>
        succeeded ? this with { Succeeded = Succeeded + 1 } : this with { Failed = Failed + 1, FailedItems = FailedItems + items };
}
