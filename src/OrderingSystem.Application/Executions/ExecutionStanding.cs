namespace OrderingSystem.Application.Executions;

/// <summary>Where an execution stands, read from the end of its history.</summary>
/// <param name="State">The state it is in; null where it is in none, or where the end of the history does not tell.</param>
/// <param name="EnteredEventId">The event that entered the state.</param>
/// <param name="WaitingFor"><c>retry</c>, <c>timer</c>, <c>callback</c> or <c>task</c> (a call is under way); null where it waits for nothing.</param>
/// <param name="Attempt">Tries of the state in this visit; null where it is no task.</param>
/// <param name="NextAt">When something happens by itself, at the latest; null where nothing does.</param>
/// <param name="LastError">The error name of the latest failed try in this visit.</param>
/// <param name="Callback">The try that waits for its token; null where none does.</param>
public sealed record ExecutionStanding(
    string? State,
    long? EnteredEventId,
    DateTimeOffset? EnteredAt,
    string? WaitingFor,
    int? Attempt,
    DateTimeOffset? NextAt,
    string? LastError,
    HistoryEntry? Callback)
{
    public static readonly ExecutionStanding Nowhere = new(null, null, null, null, null, null, null, null);

    /// <param name="newestFirst">The last events, back to the one that entered the current state if they are to tell it.</param>
    /// <param name="definition">The definition that the execution runs: JSON text.</param>
    /// <remarks>Of branches that run side by side it tells the one that moved last.</remarks>
    public static ExecutionStanding Read(IReadOnlyList<HistoryEntry> newestFirst, string definition)
    {
        if (newestFirst.Count == 0 || newestFirst[0].IsEnd || newestFirst[0].IsStateExited)
        {
            return Nowhere;
        }

        var visit = newestFirst.TakeWhile(entry => !entry.IsStateEntered).ToList();
        var entered = newestFirst.Count > visit.Count ? newestFirst[visit.Count] : null;
        var name = entered?.Text("name");
        var state = name is null ? null : DefinitionStates.Find(DefinitionStates.Parse(definition), name);
        var latest = newestFirst[0];
        var attempt = visit.Count(entry => entry.IsScheduled);
        var failures = visit.Where(entry => entry.IsFailure).Reverse().ToList();
        var standing = new ExecutionStanding(
            name, entered?.Id, entered?.At, null, attempt == 0 ? null : attempt, null, failures.Count == 0 ? null : ErrorOf(failures[^1]), null);
        if (latest.IsFailure)
        {
            var delay = RetryOutlook.DelayAfter(state, [.. failures.Select(ErrorOf)]);
            return standing with { WaitingFor = "retry", NextAt = latest.At + delay };
        }

        if (visit.Find(entry => entry.IsScheduled) is { } scheduled)
        {
            var isCallback = scheduled.IsCallback && latest.Type is "TaskSubmitted" or "TaskScheduled" or "TaskStarted";
            return standing with
            {
                WaitingFor = isCallback ? "callback" : "task",
                NextAt = scheduled.Number("timeoutInSeconds") is { } seconds ? scheduled.At.AddSeconds(seconds) : null,
                Callback = isCallback ? scheduled : null,
            };
        }

        return entered?.Type == "WaitStateEntered"
            ? standing with { WaitingFor = "timer", NextAt = WaitOutlook.EndOf(state, entered) }
            : standing;
    }

    private static string ErrorOf(HistoryEntry failure) =>
        failure.Text("error") ?? (failure.Type.EndsWith("TimedOut", StringComparison.Ordinal) ? "States.Timeout" : "States.TaskFailed");
}
