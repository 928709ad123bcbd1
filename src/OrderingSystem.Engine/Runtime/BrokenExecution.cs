using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.History;

namespace OrderingSystem.Engine.Runtime;

/// <summary>The end of an execution on which the interpreter itself keeps failing: visible, and open to redrive once the fault is mended.</summary>
internal static class BrokenExecution
{
    public static Transition End(Execution execution, DateTimeOffset now, Exception fault)
    {
        var time = now > execution.LastEventTime ? now : execution.LastEventTime;
        var error = new StatesError(ErrorNames.Runtime, $"The engine failed: {fault.GetType().Name}: {fault.Message}");
        var previous = execution.Frames.TryGetValue(Frame.RootId, out var root) ? root.PreviousEventId : execution.LastEventId;
        var failed = new HistoryEvent(
            execution.LastEventId + 1, previous, time, HistoryEventType.ExecutionFailed, new ErrorDetails(error.Name, error.Cause));
        var ended = execution with
        {
            Status = ExecutionStatus.Failed,
            Error = error,
            StopTime = time,
            LastEventId = failed.Id,
            LastEventTime = time,
        };
        return new Transition(ended, [failed], [.. CancelAll(execution), new FinishExecution()], Changed: true);
    }

    private static IEnumerable<Command> CancelAll(Execution execution) => execution.TasksInFlight.Select(task => (Command)new CancelTask(task.TaskId))
        .Concat(execution.MapRunsUnderWay.Select(run => new CancelMapRun(run.Plan.MapRunId)));
}
