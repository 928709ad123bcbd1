using System.Diagnostics;
using OrderingSystem.StatesLanguage.Data;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.Expressions;
using OrderingSystem.StatesLanguage.History;
using OrderingSystem.StatesLanguage.States;
using OrderingSystem.StatesLanguage.States.Task;

namespace OrderingSystem.StatesLanguage.Running;

/// <summary>One stimulus being applied to one execution: its frames move from state to state until each waits for something.</summary>
internal sealed class Interpretation
{
    private readonly TransitionDraft _draft;
    private readonly ChildFrames _children;

    /// <summary>Frames that can go on: branches that begin, states whose branches have ended. A queue, so that no loop of states deepens the stack.</summary>
    private readonly Queue<(int FrameId, NextStep Step)> _ready = new(0);

    public Interpretation(StateMachineDefinition definition, Execution execution, Stimulus stimulus, ITaskTokenMint mint, string region)
    {
        _draft = new TransitionDraft(definition, execution, stimulus, mint, region);
        _children = new ChildFrames(_draft, _ready);
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
        _ = _draft.EmitBeside(0, HistoryEventType.ExecutionStarted, new ExecutionStartedDetails(facts.Input, facts.RoleArn));
        EnterStates(new FrameDraft(new Frame
        {
            Id = _draft.NewFrameIds(1),
            StateName = _draft.GraphOf(null, 0).StartAt,
            Input = facts.Input,
            EnteredEventId = 0,
            EnteredTime = _draft.Now,
            PreviousEventId = 0, // of the first state too, as the service has it
        }));
        RunReady();
    }

    private void Answer(long taskId, Resumption resumption)
    {
        if (_draft.FindTask(taskId) is { } frame)
        {
            Resume(frame, resumption);
            RunReady();
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
                TryAgain(draft);
            }
            else
            {
                Resume(draft, new TimeCame(_draft.Now));
            }

            RunReady();
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

            var children = frame.Wait as WaitingForChildren;
            _draft.Save(frame with { RetrierAttempts = [], RetryCount = 0, Wait = children, PreviousEventId = redriven });
            if (children is null or { Remaining: 0 })
            {
                _ready.Enqueue((frame.Id, children is not null ? NextStep.Join : frame.EnteredEventId > 0 ? NextStep.TryAgain : NextStep.EnterState));
            }
        }

        RunReady();
    }

    private void RunReady()
    {
        while (_draft.IsRunning && _ready.TryDequeue(out var next))
        {
            if (_draft.Find(next.FrameId) is not { } frame)
            {
                continue; // called off meanwhile
            }

            var draft = new FrameDraft(frame);
            switch (next.Step)
            {
                case NextStep.EnterState:
                    EnterStates(draft);
                    break;
                case NextStep.TryAgain:
                    TryAgain(draft);
                    break;
                default:
                    Resume(draft, new ChildrenEnded(ChildFrames.Results(_draft, (WaitingForChildren)draft.Wait!)));
                    break;
            }
        }
    }

    /// <summary>Runs a frame from a state that is to be entered up to the next that waits.</summary>
    private void EnterStates(FrameDraft frame)
    {
        StateContext context;
        do
        {
            context = _draft.ContextOf(frame);
            frame.EnteredTime = _draft.Now;
            frame.EnteredAfterEventId = frame.PreviousEventId;
            _draft.Emit(frame, context.State.EnteredEvent, new StateEnteredDetails(frame.StateName, frame.Input));
            frame.EnteredEventId = frame.PreviousEventId;
        }
        while (Settle(context, Attempt(context, null)));
    }

    private void TryAgain(FrameDraft frame)
    {
        var context = _draft.ContextOf(frame);
        frame.Wait = null;
        if (Settle(context, Attempt(context, null)))
        {
            EnterStates(frame);
        }
    }

    private void Resume(FrameDraft frame, Resumption resumption)
    {
        var context = _draft.ContextOf(frame);
        if (Settle(context, Attempt(context, resumption)))
        {
            EnterStates(frame);
        }
    }

    /// <summary>Enters or resumes a state; an evaluation that fails is a failure of the state.</summary>
    private StateOutcome Attempt(StateContext context, Resumption? resumption)
    {
        try
        {
            return resumption is null ? context.State.Enter(context) : context.State.Resume(context, resumption);
        }
        catch (EvaluationException failure)
        {
            return FailureOf(context, failure);
        }
    }

    private Failure FailureOf(StateContext context, EvaluationException failure)
    {
        var error = context.ErrorOf(failure);
        if (failure.ErrorName == ErrorNames.QueryEvaluationError)
        {
            // The service hangs it beside the Entered event, not under it; from a Wait state, and from what came after, under it.
            var frame = context.Frame;
            if (frame.PreviousEventId == frame.EnteredEventId && context.State.EnteredEvent != HistoryEventType.WaitStateEntered)
            {
                frame.PreviousEventId = frame.EnteredAfterEventId ?? frame.PreviousEventId;
            }

            _draft.Emit(frame, HistoryEventType.EvaluationFailed, new EvaluationFailedDetails(context.State.Name, failure.Location, error.Name!, error.Cause));
        }

        return new Failure(error, Final: failure.ErrorName == ErrorNames.Runtime, OfTheDefinition: failure.ErrorName == ErrorNames.Runtime);
    }

    /// <returns>True where the frame moved to another state, which is to be entered.</returns>
    private bool Settle(StateContext context, StateOutcome outcome)
    {
        switch (outcome)
        {
            case Stay:
                _draft.Save(context.Frame);
                return false;
            case Exit exit:
                return Leave(context, exit);
            case Fork fork:
                try
                {
                    _draft.Save(context.Frame);
                    _children.Begin(context, fork);
                    return false;
                }
                catch (EvaluationException failure)
                {
                    return Recover(context, FailureOf(context, failure));
                }

            case Failure failure:
                return Recover(context, failure);
            default:
                throw new UnreachableException($"No rule for {outcome.GetType().Name}.");
        }
    }

    private bool Leave(StateContext context, Exit exit)
    {
        var output = exit.Data.Output;
        if (output.Bytes > Payload.MaxBytes)
        {
            return Recover(context, new Failure(StateContext.DataLimitExceeded(context.State.Name)));
        }

        if (context.State.ExitedEvent is { } exited)
        {
            _draft.Emit(context.Frame, exited, new StateExitedDetails(context.State.Name, output, exit.Data.Assigned));
        }

        return MoveOn(context.Frame, exit.Data, exit.Next);
    }

    private bool MoveOn(FrameDraft frame, StateData data, string? next)
    {
        if (data.Assigned is not null)
        {
            foreach (var (name, value) in data.Assigned)
            {
                frame.Variables = frame.Variables.With(name, value);
            }
        }

        _children.Forget(frame);
        frame.Wait = null;
        frame.RetrierAttempts = [];
        frame.RetryCount = 0;
        if (next is null)
        {
            EndFrame(frame, data.Output);
            return false;
        }

        frame.StateName = next;
        frame.Input = data.Output;
        return true;
    }

    private void EndFrame(FrameDraft frame, Payload output)
    {
        if (frame.ParentId is not { } parentId)
        {
            _draft.Succeed(frame, output);
            return;
        }

        var parent = _draft.ContextOf(new FrameDraft(_draft.Find(parentId)!));
        try
        {
            if (_children.End(frame, output, parent))
            {
                _ready.Enqueue((parentId, NextStep.Join));
            }
        }
        catch (EvaluationException failure)
        {
            GoOnAfter(parent, Recover(parent, FailureOf(parent, failure)));
        }
    }

    /// <summary>Retriers, then catchers, then the frame's failure.</summary>
    /// <returns>As <see cref="Settle"/>.</returns>
    private bool Recover(StateContext context, Failure failure)
    {
        var (frame, state) = (context.Frame, context.State);
        if (ErrorRecovery.Retry(frame, state, failure, _draft) is { } pause)
        {
            _children.Forget(frame);
            frame.Wait = pause;
            _draft.Save(frame);
            return false;
        }

        if (state.FailedEvent is { } failed && !failure.OfTheDefinition)
        {
            _draft.Emit(frame, failed, null);
        }

        if (ErrorRecovery.Catch(state, failure) is not { } catcher)
        {
            FailFrame(frame, failure);
            return false;
        }

        try
        {
            var data = catcher.Output.Evaluate(context, ErrorRecovery.ErrorOutput(failure.Error));
            if (state.ExitedEvent is { } exited)
            {
                _draft.Emit(frame, exited, new StateExitedDetails(state.Name, data.Output, data.Assigned));
            }

            return MoveOn(frame, data, catcher.Next);
        }
        catch (EvaluationException wrong)
        {
            FailFrame(frame, FailureOf(context, wrong));
            return false;
        }
    }

    /// <summary>Nothing in the frame takes the failure: the state around it fails, or the execution.</summary>
    private void FailFrame(FrameDraft frame, Failure failure)
    {
        if (frame.ParentId is not { } parentId)
        {
            frame.Wait = frame.Wait as WaitingForChildren;
            _draft.Save(frame);
            _draft.End(ExecutionStatus.Failed, HistoryEventType.ExecutionFailed, failure.Error, frame.PreviousEventId);
            return;
        }

        var parent = _draft.ContextOf(new FrameDraft(_draft.Find(parentId)!));
        _children.CallOff(parent, frame);
        parent.Frame.PreviousEventId = frame.PreviousEventId;
        GoOnAfter(parent, Recover(parent, failure with { OfTheDefinition = false }));
    }

    private void GoOnAfter(StateContext context, bool movedOn)
    {
        if (movedOn)
        {
            _draft.Save(context.Frame);
            _ready.Enqueue((context.Frame.Id, NextStep.EnterState));
        }
    }

    private DateTimeOffset? After(long? seconds) => seconds is { } s ? _draft.Now.AddSeconds(s) : null;
}
