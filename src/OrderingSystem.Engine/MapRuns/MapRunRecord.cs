using OrderingSystem.StatesLanguage.ErrorHandling;

namespace OrderingSystem.Engine.MapRuns;

public enum MapRunStatus : byte
{
    Running = 1,
    Succeeded = 2,
    Failed = 3,
    Aborted = 4,
}

/// <summary>What is stored of a Map run beside its children, which are executions like any other, and its items.</summary>
/// <param name="ParentId">The execution whose state asked for it.</param>
/// <param name="MapRunId">Its number among the tasks of that execution.</param>
/// <param name="StateMachineId">Of its children: each run has a state machine of its own, which no list shows.</param>
/// <param name="RevisionId">What the children run.</param>
/// <param name="MaxConcurrency">As UpdateMapRun left it; so the next two.</param>
/// <param name="RedriveDate">Children that ended before it, without success, are to be redriven.</param>
/// <param name="Items">How the items are laid out; null until all are read.</param>
/// <param name="Counts">How it ended; null while it runs.</param>
internal sealed record MapRunRecord(
    string Arn,
    string ExecutionArn,
    long ParentId,
    long MapRunId,
    long StateMachineId,
    long RevisionId,
    MapRunStatus Status,
    DateTimeOffset StartDate,
    DateTimeOffset? StopDate,
    int MaxConcurrency,
    long? ToleratedFailureCount,
    double? ToleratedFailurePercentage,
    int RedriveCount,
    DateTimeOffset? RedriveDate,
    ItemLayout? Items,
    string? Error,
    string? Cause,
    MapRunCounts? Counts)
{
    public StatesError? Failure => Error is null && Cause is null ? null : new StatesError(Error, Cause);
}

/// <summary>Where in the store each child's items are.</summary>
/// <param name="ItemCount">In all.</param>
/// <param name="ChildCount">In all.</param>
/// <param name="FirstChildren">Of each chunk, the index of its first child.</param>
/// <param name="IsBatched">A child has several items.</param>
internal sealed record ItemLayout(int ItemCount, int ChildCount, IReadOnlyList<int> FirstChildren, bool IsBatched);

/// <summary>How many children, or how many of their items, are in which state.</summary>
/// <param name="ResultsWritten">0 while the run goes on.</param>
public sealed record MapRunTally(int Total, int Pending, int Running, int Succeeded, int Failed, int TimedOut, int Aborted, int ResultsWritten);

/// <param name="Executions">Children.</param>
/// <param name="Items">Their items.</param>
public sealed record MapRunCounts(MapRunTally Executions, MapRunTally Items);
