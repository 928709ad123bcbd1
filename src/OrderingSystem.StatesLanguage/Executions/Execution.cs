using System.Collections.Immutable;
using System.Globalization;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.ErrorHandling;

namespace OrderingSystem.StatesLanguage.Executions;

/// <summary>
/// Where one execution stands between two stimuli: everything the interpreter needs to go on, and nothing that history already tells.
/// A tree of frames: the root frame runs the state machine, each branch or iteration below it has a frame of its own.
/// </summary>
public sealed record Execution
{
    public required ExecutionFacts Facts { get; init; }

    public required ExecutionStatus Status { get; init; }

    /// <summary>Id of the newest history event: the execution's version.</summary>
    public required long LastEventId { get; init; }

    /// <summary>Time of the newest event; no later event is dated before it, whatever the clock does.</summary>
    public required DateTimeOffset LastEventTime { get; init; }

    /// <summary>By id, which is also the order in which they were made. Empty once the execution has ended, unless it can be redriven.</summary>
    public required ImmutableSortedDictionary<int, Frame> Frames { get; init; }

    public required int NextFrameId { get; init; }

    /// <summary>Number of the next task; each try of a task has its own, so that a late answer to an earlier try is recognised.</summary>
    public required long NextTaskId { get; init; }

    /// <summary>When the machine's own TimeoutSeconds ends the execution; null where it has none.</summary>
    public DateTimeOffset? Deadline { get; init; }

    public Payload? Output { get; init; }

    /// <summary>What the execution ended with where it did not succeed.</summary>
    public StatesError? Error { get; init; }

    public DateTimeOffset? StopTime { get; init; }

    public int RedriveCount { get; init; }

    public DateTimeOffset? RedriveTime { get; init; }

    public bool IsRunning => Status == ExecutionStatus.Running;

    /// <summary>The earliest moment at which time alone moves the execution; null where it waits for answers only, or has ended.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            if (!IsRunning)
            {
                return null;
            }

            var earliest = Deadline;
            foreach (var frame in Frames.Values)
            {
                if (frame.Wait?.Due is { } due && (earliest is null || due < earliest))
                {
                    earliest = due;
                }
            }

            return earliest;
        }
    }

    /// <summary>Tasks that were handed out and whose service call has not answered: after a crash they are handed out again.</summary>
    public IEnumerable<StartTask> TasksInFlight => IsRunning
        ? Frames.Values.Select(frame => frame.Wait).OfType<WaitingForTask>().Where(wait => wait.CallInFlight).Select(wait => wait.Task)
        : [];

    /// <summary>The same, with the time of the tasks in flight running from now on: their states were entered, and nothing was called until now.</summary>
    public Execution WithCallsFrom(DateTimeOffset now) => this with
    {
        Frames = Frames.SetItems(Frames.Values
            .Where(frame => frame.Wait is WaitingForTask { CallInFlight: true, Due: not null })
            .Select(frame => KeyValuePair.Create(frame.Id, frame with { Wait = Later((WaitingForTask)frame.Wait!, now - frame.EnteredTime) }))),
    };

    /// <summary>Map runs that were asked for and have not ended: after a crash they are taken up again.</summary>
    public IEnumerable<StartMapRun> MapRunsUnderWay => IsRunning
        ? Frames.Values.Select(frame => frame.Wait).OfType<WaitingForMapRun>().Select(wait => new StartMapRun(wait.Plan, wait.RedriveCount))
        : [];

    private static WaitingForTask Later(WaitingForTask wait, TimeSpan by) => wait with { TimeoutAt = wait.TimeoutAt + by, HeartbeatAt = wait.HeartbeatAt + by };
}

/// <summary>What is settled when an execution starts and never changes.</summary>
/// <param name="Arn">The execution's ARN.</param>
/// <param name="DefinitionId">Names the exact definition text this execution runs, whatever the state machine is updated to.</param>
/// <param name="TraceHeader">As the client gave it; null where it gave none.</param>
public sealed record ExecutionFacts(
    string Arn,
    string Name,
    string StateMachineArn,
    string StateMachineName,
    string DefinitionId,
    string? RoleArn,
    DateTimeOffset StartTime,
    Payload Input,
    string? TraceHeader)
{
    /// <summary>Number of the published version that was started; null where it was the state machine itself.</summary>
    public int? Version { get; init; }

    /// <summary>Name of the alias that was started; null for none. It is what chose <see cref="Version"/>.</summary>
    public string? Alias { get; init; }

    /// <summary>The test case of a mock configuration that answers the execution's tasks; null for the services themselves.</summary>
    public string? TestCase { get; init; }

    public string? StateMachineVersionArn => Version is { } number ? string.Create(CultureInfo.InvariantCulture, $"{StateMachineArn}:{number}") : null;

    public string? StateMachineAliasArn => Alias is null ? null : $"{StateMachineArn}:{Alias}";
}
