using OrderingSystem.Engine.Activities;
using OrderingSystem.Engine.MapRuns;
using OrderingSystem.Engine.Mocks;
using OrderingSystem.Engine.Nested;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Runtime;

/// <summary>Carries out what transitions command. Called by the one at work on the execution, after the commit and never before.</summary>
/// <param name="post">Takes what a call came to.</param>
internal sealed class CommandRunner(TaskDispatcher dispatcher, MockedTasks mocks, ActivityBoard board, EndWaiters ends, Action<long, Mail> post)
{
    public NestedExecutions? Children { get; set; }

    /// <summary>Set before the first execution is taken up.</summary>
    public IMapRuns MapRuns { get; set; } = null!;

    /// <summary>Whether carrying it out calls services; activities wait for their workers, not for room.</summary>
    public static bool MakesCalls(Transition transition) => transition.Commands.Any(command => command is StartTask { Resource.Kind: not TaskResourceKind.Activity });

    public void CarryOut(ResidentExecution resident, Transition transition)
    {
        foreach (var command in transition.Commands)
        {
            switch (command)
            {
                case StartTask task:
                    StartCall(resident, task);
                    break;
                case CancelTask { TaskId: var taskId } when resident.Calls.Remove(taskId, out var call):
                    call.Cancel();
                    break;
                case CancelTask { TaskId: var taskId }: // a task that waits by token has no call left to cancel
                    board.Withdraw(resident.Id, taskId);
                    Children?.Cancelled(transition.Execution.Facts.Arn, taskId);
                    break;
                case StartMapRun run:
                    MapRuns.Start(resident.Id, resident.Revision!, transition.Execution, run);
                    break;
                case CancelMapRun { MapRunId: var runId }:
                    MapRuns.Cancel(resident.Id, runId);
                    break;
                case FinishExecution:
                    Finish(resident, transition.Execution);
                    Children?.Ended(transition.Execution.Facts.Arn);
                    break;
                default:
                    throw new InvalidOperationException($"No way to carry out {command.GetType().Name}.");
            }
        }
    }

    /// <summary>
    /// Makes the calls, and goes on with the Map runs, of a stored state that are not running: a crash leaves these; after a conflict they are running already.
    /// </summary>
    public void ResumeCalls(ResidentExecution resident)
    {
        foreach (var task in resident.State!.TasksInFlight)
        {
            if (!resident.Calls.ContainsKey(task.TaskId))
            {
                StartCall(resident, task);
            }
        }

        foreach (var run in resident.State.MapRunsUnderWay)
        {
            MapRuns.Start(resident.Id, resident.Revision!, resident.State, run);
        }
    }

    private void Finish(ResidentExecution resident, Execution ended)
    {
        ends.Ended(resident.Id, ended);
        if (resident.Revision!.IsOfMapRun)
        {
            MapRuns.ChildEnded(resident.Revision, ended);
        }
    }

    private void StartCall(ResidentExecution resident, StartTask task)
    {
        var id = resident.Id;
        if (mocks.TryAnswer(id, resident.State!, task, stimulus => post(id, new Mail(stimulus, Reply: null))))
        {
            return;
        }

        if (task.Resource.Kind == TaskResourceKind.Activity)
        {
            board.Offer(new ActivityOffer(id, task));
            return;
        }

        resident.Calls[task.TaskId] = dispatcher.Dispatch(
            new ServiceCall(resident.State!.Facts, task), (called, result) => post(id, new Mail(TaskAnswers.Of(called, result), Reply: null)));
    }
}
