using System.Diagnostics;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.History;
using OrderingSystem.StatesLanguage.States;
using OrderingSystem.StatesLanguage.States.Task;

namespace OrderingSystem.StatesLanguage.Running;

/// <summary>One stimulus being applied to one execution: finds the frames that it concerns and sets them going.</summary>
internal sealed class Interpretation
{
    private readonly TransitionDraft _draft;
    private readonly FrameRunner _runner;

    public Interpretation(StateMachineDefinition definition, Execution execution, Stimulus stimulus, Surroundings surroundings)
    {
        _draft = new TransitionDraft(definition, execution, stimulus, surroundings);
        _runner = new FrameRunner(_draft);
    }

    /// <summary>Applies the stimulus. One that finds nothing to do changes nothing.</summary>
    public Transition Apply(Stimulus stimulus)
    {
        try
        {
            switch (stimulus)
            {
                case StartRequested:
                    Begin();
                    break;
                case TaskSucceeded { TaskId: var taskId, Output: var output }:
                    Answer(taskId, new TaskAnswered(output));
                    break;
                case TaskFailed { TaskId: var taskId, Error: var error }:
                    Answer(taskId, new TaskRefused(error));
                    break;
                case MapRunSucceeded { MapRunId: var runId, Results: var results }:
                    EndMapRun(runId, new TaskAnswered(results));
                    break;
                case MapRunFailed { MapRunId: var runId, Error: var error }:
                    EndMapRun(runId, new TaskRefused(error));
                    break;
                case TaskSubmitted { TaskId: var taskId, Output: var output }:
                    NoteSubmission(taskId, output);
                    break;
                case ActivityTaskStarted { TaskId: var taskId, WorkerName: var worker }:
                    NoteWorker(taskId, worker);
                    break;
                case TaskHeartbeat { TaskId: var taskId }:
                    NoteHeartbeat(taskId);
                    break;
                case TimeReached:
                    FireWhatIsDue();
                    break;
                case StopRequested { Error: var error, Cause: var cause }:
                    _draft.End(ExecutionStatus.Aborted, HistoryEventType.ExecutionAborted, new StatesError(error, cause), previousEventId: 0);
                    break;
                case RedriveRequested:
                    Redrive();
                    break;
                default:
                    throw new UnreachableException($"No rule for {stimulus.GetType().Name}.");
            }
        }
        catch (HistoryFullException)
        {
            _draft.EndAsFull();
        }

        return _draft.ToTransition();
    }

    private void Begin()
    {
        var facts = _draft.Execution.Facts;
        _ = _draft.EmitBeside(0, HistoryEventType.ExecutionStarted, new ExecutionStartedDetails(facts.Input, facts.RoleArn, facts.StateMachineVersionArn, facts.StateMachineAliasArn));
        _runner.EnterStates(new FrameDraft(new Frame
        {
            Id = _draft.NewFrameIds(1),
            StateName = _draft.GraphOf(null, 0).StartAt,
            Input = facts.Input,
            EnteredEventId = 0,
            EnteredTime = _draft.Now,
            PreviousEventId = 0, // of the first state too, as the service has it
        }));
        _runner.RunReady();
    }

    private void Answer(long taskId, Resumption resumption)
    {
        if (_draft.FindTask(taskId) is { } frame)
        {
            _runner.Resume(frame, resumption);
            _runner.RunReady();
        }
    }

    private void EndMapRun(long mapRunId, Resumption resumption)
    {
        if (_draft.FindMapRun(mapRunId) is { } frame)
        {
            _runner.Resume(frame, resumption);
            _runner.RunReady();
        }
    }

    private void NoteSubmission(long taskId, Payload output)
    {
        if (_draft.FindTask(taskId) is { Wait: WaitingForTask { CallInFlight: true } wait } frame)
        {
            TaskEvents.Submitted(_draft.ContextOf(frame), wait.Task.Resource, output);
            frame.Wait = wait with { CallInFlight = false };
            _draft.Save(frame);
        }
    }

    private void NoteWorker(long taskId, string? worker)
    {
        if (_draft.FindTask(taskId) is { Wait: WaitingForTask { CallInFlight: true } wait } frame)
        {
            _draft.Emit(frame, HistoryEventType.ActivityStarted, new ActivityStartedDetails(worker));
            frame.Wait = wait with { CallInFlight = false, HeartbeatAt = After(wait.Task.HeartbeatInSeconds) };
            _draft.Save(frame);
        }
    }

    private void NoteHeartbeat(long taskId)
    {
        if (_draft.FindTask(taskId) is { Wait: WaitingForTask { HeartbeatAt: not null } wait } frame)
        {
            frame.Wait = wait with { HeartbeatAt = After(wait.Task.HeartbeatInSeconds) };
            _draft.Save(frame);
        }
    }

    /// <summary>Fires what is due, earliest first; of two due at once the older frame goes first, and the execution's own end last.</summary>
    private void FireWhatIsDue()
    {
        while (_draft.IsRunning)
        {
            Frame? next = null;
            foreach (var frame in _draft.Frames)
            {
                if (frame.Wait?.Due <= _draft.Now && (next is null || frame.Wait.Due < next.Wait!.Due))
                {
                    next = frame;
                }
            }

            var deadline = _draft.Execution.Deadline;
            if (deadline <= _draft.Now && (next is null || deadline < next.Wait!.Due))
            {
                _draft.End(ExecutionStatus.TimedOut, HistoryEventType.ExecutionTimedOut, new StatesError(ErrorNames.Timeout, null), previousEventId: 0);
                return;
            }

            if (next is null)
            {
                return;
            }

            var draft = new FrameDraft(next);
            if (draft.Wait is WaitingForRetry)
            {
                _runner.TryAgain(draft);
            }
            else
            {
                _runner.Resume(draft, new TimeCame(_draft.Now));
            }

            _runner.RunReady();
        }
    }

    /// <summary>Goes on from what failed or was called off, with fresh retries; what succeeded is not run again.</summary>
    /// <remarks>
    /// Step Functions Developer Guide, "Restarting state machine executions with redrive": a state that has no Exited event is run again. It was
    /// entered before, so it has no second Entered event.
    /// </remarks>
    private void Redrive()
    {
        if (_draft.IsRunning || _draft.Execution.Status == ExecutionStatus.Succeeded || _draft.HistoryIsFull)
        {
            return;
        }

        _draft.Reopen(_draft.Execution.RedriveCount + 1);
        var redriven = _draft.LastEventId;
        foreach (var frame in _draft.Frames.ToList())
        {
            if (frame.Wait is FrameEnded or WaitingForTurn)
            {
                continue;
            }

            if (frame.Wait is WaitingForMapRun run)
            {
                RedriveMapRun(frame, run, redriven);
                continue;
            }

            var children = frame.Wait as WaitingForChildren;
            _draft.Save(frame with { RetrierAttempts = [], RetryCount = 0, Wait = children, PreviousEventId = redriven });
            if (children is null or { Remaining: 0 })
            {
                _runner.Enqueue(frame.Id, children is not null ? NextStep.Join : frame.EnteredEventId > 0 ? NextStep.TryAgain : NextStep.EnterState);
            }
        }

        _runner.RunReady();
    }

    private void RedriveMapRun(Frame frame, WaitingForMapRun run, long redriven)
    {
        var draft = new FrameDraft(frame)
        {
            RetrierAttempts = [],
            RetryCount = 0,
            PreviousEventId = redriven,
            Wait = run with { RedriveCount = run.RedriveCount + 1, HasFailed = false },
        };
        _draft.Emit(draft, HistoryEventType.MapRunRedriven, new MapRunRedrivenDetails(run.Plan.Arn, run.RedriveCount + 1));
        _draft.Save(draft);
        _draft.Do(new StartMapRun(run.Plan, run.RedriveCount + 1));
    }

    private DateTimeOffset? After(long? seconds) => seconds is { } s ? _draft.Now.AddSeconds(s) : null;
}
