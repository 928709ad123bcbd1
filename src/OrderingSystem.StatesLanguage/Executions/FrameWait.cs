using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.MapRuns;

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

/// <summary>A Parallel or an inline Map state, until its branches or iterations have ended. Their frames have consecutive ids.</summary>
/// <param name="NextIndex">The first child that has not begun.</param>
/// <param name="Remaining">Children that have not ended.</param>
/// <param name="MaxConcurrency">0 for no bound.</param>
public sealed record WaitingForChildren(int FirstChildId, int Count, int NextIndex, int Remaining, int MaxConcurrency) : FrameWait
{
    public override DateTimeOffset? Due => null;
}

/// <summary>A Distributed Map state, until its Map run has ended.</summary>
/// <param name="Plan">The command, kept so that the run can be taken up again after a crash.</param>
/// <param name="RedriveCount">How often the run was redriven.</param>
/// <param name="HasFailed">The run is over, and the execution failed with it; what is kept is for a redrive.</param>
public sealed record WaitingForMapRun(MapRunPlan Plan, int RedriveCount = 0, bool HasFailed = false) : FrameWait
{
    public override DateTimeOffset? Due => null;
}

/// <summary>An iteration that has not begun, because MaxConcurrency others are running.</summary>
public sealed record WaitingForTurn : FrameWait
{
    public static WaitingForTurn Instance { get; } = new();

    public override DateTimeOffset? Due => null;
}

/// <summary>A branch or an iteration that has ended; it stays until its siblings have, because its result is theirs to join.</summary>
public sealed record FrameEnded(Payload Result) : FrameWait
{
    public override DateTimeOffset? Due => null;
}
