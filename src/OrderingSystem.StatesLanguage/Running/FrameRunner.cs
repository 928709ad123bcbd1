using System.Diagnostics;
using OrderingSystem.StatesLanguage.Data;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.Expressions;
using OrderingSystem.StatesLanguage.History;
using OrderingSystem.StatesLanguage.States;

namespace OrderingSystem.StatesLanguage.Running;

/// <summary>Moves frames from state to state until each waits for something, has ended, or took the execution with it.</summary>
internal sealed class FrameRunner
{
    private readonly TransitionDraft _draft;
    private readonly ChildFrames _children;

    /// <summary>Frames that can go on: branches that begin, states whose branches have ended. A queue, so that no loop of states deepens the stack.</summary>
    private readonly Queue<(int FrameId, NextStep Step)> _ready = new(0);

    public FrameRunner(TransitionDraft draft)
    {
        _draft = draft;
        _children = new ChildFrames(draft, _ready);
    }

    public void Enqueue(int frameId, NextStep step) => _ready.Enqueue((frameId, step));

    /// <summary>Goes on with every frame that can.</summary>
    public void RunReady()
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
    public void EnterStates(FrameDraft frame)
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

    /// <summary>Tries the state that the frame is in once more.</summary>
    public void TryAgain(FrameDraft frame)
    {
        var context = _draft.ContextOf(frame);
        frame.Wait = null;
        if (Settle(context, Attempt(context, null)))
        {
            EnterStates(frame);
        }
    }

    /// <summary>Tells the state that the frame is in what it waited for.</summary>
    public void Resume(FrameDraft frame, Resumption resumption)
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
            frame.Wait = frame.Wait is WaitingForChildren or WaitingForMapRun ? frame.Wait : null;
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
}
