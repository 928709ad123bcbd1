using System.Text.RegularExpressions;
using OrderingSystem.Engine.Simulation.Workload;
using OrderingSystem.StatesLanguage.History;

namespace OrderingSystem.Engine.Simulation.Checking;

/// <summary>What holds of every history, whatever broke meanwhile.</summary>
internal static partial class HistoryRules
{
    /// <summary>The store and the service keep milliseconds.</summary>
    private static readonly TimeSpan Grain = TimeSpan.FromMilliseconds(1);

    public static bool IsEnd(HistoryEventType type) => type is HistoryEventType.ExecutionSucceeded or HistoryEventType.ExecutionFailed
        or HistoryEventType.ExecutionTimedOut or HistoryEventType.ExecutionAborted;

    /// <summary>Ids without gaps, times that do not go back, one end, one answer to each call, no call's result applied twice.</summary>
    public static void CheckHistory(List<HistoryEvent> events, string name)
    {
        var answered = new HashSet<long>();
        var results = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < events.Count; index++)
        {
            var e = events[index];
            Require(e.Id == index + 1, name, e, $"has the place of event {index + 1}");
            Require(e.PreviousEventId < e.Id, name, e, "names a later one as the one before it");
            Require(index == 0 || e.Timestamp >= events[index - 1].Timestamp, name, e, "is dated before the one before it");
            Require(index == 0 || !IsEnd(events[index - 1].Type), name, e, "follows the end");
            if (e.PreviousEventId > 0 && TakesOneAnswer(events[(int)e.PreviousEventId - 1].Type))
            {
                Require(answered.Add(e.PreviousEventId), name, e, $"is a second answer to event {e.PreviousEventId}");
            }

            if (e is { Type: HistoryEventType.LambdaFunctionSucceeded or HistoryEventType.TaskSucceeded, Details: { } details } && CallNumber().Match(details.ToString()!) is { Success: true, Value: var call })
            {
                Require(results.Add(call), name, e, $"applies the result {call} again");
            }
        }
    }

    /// <summary>Nothing that waits for a time happens before it, by the clock that the engine was given.</summary>
    /// <param name="before">The history so far.</param>
    /// <param name="now">The true reading of the clock when the commit was begun.</param>
    public static void CheckTimes(List<HistoryEvent> before, IReadOnlyList<HistoryEvent> added, DateTimeOffset now, string name)
    {
        foreach (var e in added)
        {
            var (since, pause) = e switch
            {
                { Type: HistoryEventType.WaitStateExited, Details: StateExitedDetails { Name: var state } } =>
                    (before.FindLast(b => b.Type == HistoryEventType.WaitStateEntered && b.Details is StateEnteredDetails d && d.Name == state), Machines.WaitOf(state)),
                { Type: HistoryEventType.LambdaFunctionTimedOut } => (Before(before, e), Machines.TaskTimeout),
                { Type: HistoryEventType.LambdaFunctionScheduled } when Before(before, e) is { Type: HistoryEventType.LambdaFunctionFailed } failed => (failed, Machines.ShortestRetry),
                _ => (null, TimeSpan.Zero),
            };
            if (since is not null && now + Grain < since.Timestamp + pause)
            {
                throw new SimulationViolationException($"'{name}': {e.Type} (event {e.Id}) came at {now:O}, {pause} after event {since.Id} of {since.Timestamp:O} was the time: too early.");
            }
        }
    }

    private static HistoryEvent? Before(List<HistoryEvent> events, HistoryEvent e) => e.PreviousEventId > 0 && e.PreviousEventId <= events.Count ? events[(int)e.PreviousEventId - 1] : null;

    private static bool TakesOneAnswer(HistoryEventType type) => type is HistoryEventType.LambdaFunctionScheduled or HistoryEventType.LambdaFunctionStarted
        or HistoryEventType.TaskScheduled or HistoryEventType.TaskStarted or HistoryEventType.TaskSubmitted or HistoryEventType.WaitStateEntered;

    private static void Require(bool holds, string name, HistoryEvent e, string problem)
    {
        if (!holds)
        {
            throw new SimulationViolationException($"'{name}': event {e.Id} ({e.Type}) {problem}.");
        }
    }

    [GeneratedRegex("\"call\":[0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex CallNumber();
}
