using System.Collections.Immutable;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Executions;

/// <summary>What a frame waits for between two transitions.</summary>
public abstract record FrameWait
{
    private protected FrameWait()
    {
    }

    /// <summary>When time alone ends the wait; null where it does not.</summary>
    public abstract DateTimeOffset? Due { get; }
}

/// <summary>A Wait state.</summary>
public sealed record WaitingForTime(DateTimeOffset Until) : FrameWait
{
    public override DateTimeOffset? Due => Until;
}

/// <summary>The pause before a state is tried again.</summary>
public sealed record WaitingForRetry(DateTimeOffset Until) : FrameWait
{
    public override DateTimeOffset? Due => Until;
}

/// <summary>A task that was handed out.</summary>
/// <param name="Task">The command, kept so that it can be carried out again after a crash.</param>
/// <param name="CallInFlight">False once the service accepted the call and only the token's holder, or the job's end, is awaited.</param>
public sealed record WaitingForTask(StartTask Task, bool CallInFlight, DateTimeOffset? TimeoutAt, DateTimeOffset? HeartbeatAt) : FrameWait
{
    public override DateTimeOffset? Due => HeartbeatAt is { } heartbeat && (TimeoutAt is null || heartbeat < TimeoutAt) ? heartbeat : TimeoutAt;
}

/// <summary>A Parallel state, until all its branches have ended.</summary>
/// <param name="Results">By branch; null where the branch is still running.</param>
public sealed record WaitingForBranches(ImmutableArray<Payload?> Results) : FrameWait
{
    public override DateTimeOffset? Due => null;
}

/// <summary>An inline Map state, until all its iterations have ended.</summary>
/// <param name="Items">All items, as selected on entry.</param>
/// <param name="Results">By iteration; null where it has not ended.</param>
/// <param name="NextIndex">The first iteration that has not been started.</param>
/// <param name="MaxConcurrency">0 for no bound.</param>
public sealed record WaitingForIterations(JsonArray Items, ImmutableList<Payload?> Results, int NextIndex, int Remaining, int MaxConcurrency) : FrameWait
{
    public override DateTimeOffset? Due => null;
}
