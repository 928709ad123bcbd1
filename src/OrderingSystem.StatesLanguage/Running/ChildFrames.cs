using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.History;
using OrderingSystem.StatesLanguage.States;

namespace OrderingSystem.StatesLanguage.Running;

/// <summary>The frames below a Parallel or a Map state: how they begin, end, and are called off.</summary>
internal sealed class ChildFrames(TransitionDraft draft, Queue<(int FrameId, NextStep Step)> ready)
{
    /// <summary>Makes the frames of all branches or iterations and begins as many as may run at once.</summary>
    /// <exception cref="Expressions.EvaluationException">The input of an iteration could not be evaluated.</exception>
    public void Begin(StateContext parent, Fork fork)
    {
        var first = draft.NewFrameIds(fork.Count);
        var children = new Frame[fork.Count];
        for (var i = 0; i < children.Length; i++)
        {
            children[i] = new Frame
            {
                Id = first + i,
                ParentId = parent.Frame.Id,
                Index = i,
                StateName = string.Empty,
                Input = fork.Items?[i] ?? fork.Input!,
                Item = fork.Items?[i],
                EnteredEventId = 0,
                EnteredTime = draft.Now,
                PreviousEventId = parent.Frame.PreviousEventId,
                Wait = WaitingForTurn.Instance,
            };
        }

        draft.Add(children);
        var atOnce = fork.MaxConcurrency == 0 ? fork.Count : Math.Min(fork.Count, fork.MaxConcurrency);
        parent.Frame.Wait = new WaitingForChildren(first, fork.Count, NextIndex: atOnce, Remaining: fork.Count, fork.MaxConcurrency);
        for (var i = 0; i < atOnce; i++)
        {
            BeginOne(parent, children[i], parent.Frame.PreviousEventId);
        }

        draft.Save(parent.Frame);
    }

    /// <summary>Notes that a child has ended, and begins the next one where one waits for its turn.</summary>
    /// <returns>True where all children have ended.</returns>
    /// <inheritdoc cref="Begin" path="/exception"/>
    public bool End(FrameDraft child, Payload result, StateContext parent)
    {
        child.Wait = new FrameEnded(result);
        draft.Save(child);
        var wait = (WaitingForChildren)parent.Wait;
        wait = wait with { Remaining = wait.Remaining - 1 };
        parent.Frame.Wait = wait;
        parent.Frame.PreviousEventId = child.PreviousEventId;
        if (((ForkState)parent.State).ChildSucceeded is { } succeeded)
        {
            // A side leaf: only the last of them is followed by anything.
            var leaf = draft.EmitBeside(child.PreviousEventId, succeeded, new MapIterationDetails(parent.State.Name, child.Index));
            parent.Frame.PreviousEventId = wait.Remaining == 0 ? leaf : child.PreviousEventId;
        }

        if (wait.Remaining > 0 && wait.NextIndex < wait.Count)
        {
            parent.Frame.Wait = wait with { NextIndex = wait.NextIndex + 1 };
            BeginOne(parent, draft.Find(wait.FirstChildId + wait.NextIndex)!, parent.Frame.PreviousEventId);
        }

        draft.Save(parent.Frame);
        return wait.Remaining == 0;
    }

    /// <summary>Results in the order of the branches or items.</summary>
    public static IReadOnlyList<Payload> Results(TransitionDraft draft, WaitingForChildren wait)
    {
        var results = new Payload[wait.Count];
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = ((FrameEnded)draft.Find(wait.FirstChildId + i)!.Wait!).Result;
        }

        return results;
    }

    /// <summary>Calls off all that still runs below a state because one child failed.</summary>
    /// <param name="failed">The child; it is saved as it stands.</param>
    public void CallOff(StateContext parent, FrameDraft failed)
    {
        var (state, wait) = ((ForkState)parent.State, (WaitingForChildren)parent.Wait);
        var cause = failed.PreviousEventId;
        var failedFrame = failed.ToFrame() with { Wait = failed.Wait is WaitingForChildren or WaitingForMapRun ? failed.Wait : null };
        draft.Save(failedFrame);
        if (state.ChildFailed is { } type)
        {
            draft.EmitBeside(cause, type, new MapIterationDetails(state.Name, failed.Index));
        }

        if (draft.StateOf(failedFrame).AbortedEvent is HistoryEventType.TaskStateAborted)
        {
            draft.EmitBeside(cause, HistoryEventType.TaskStateAborted, null);
        }

        for (var i = 0; i < wait.NextIndex; i++)
        {
            var child = draft.Find(wait.FirstChildId + i)!;
            if (i == failed.Index || child.Wait is FrameEnded)
            {
                continue;
            }

            CallOff(child, cause);
            if (state.ChildAborted is { } aborted)
            {
                draft.EmitBeside(cause, aborted, new MapIterationDetails(state.Name, i));
            }
        }
    }

    /// <summary>Forgets everything below a frame.</summary>
    public void Forget(FrameDraft frame)
    {
        if (frame.Wait is WaitingForChildren wait)
        {
            var ids = new List<int>();
            Collect(wait, ids);
            draft.Remove(ids);
        }
    }

    private void BeginOne(StateContext parent, Frame child, long previousEventId)
    {
        var state = (ForkState)parent.State;
        var frame = new FrameDraft(child) { PreviousEventId = previousEventId, StateName = state.GraphOf(child.Index).StartAt, Wait = null };
        frame.Input = state.ChildInput(parent, child);
        if (state.ChildStarted is { } started)
        {
            draft.Emit(frame, started, new MapIterationDetails(state.Name, child.Index));
        }

        draft.Save(frame);
        ready.Enqueue((frame.Id, NextStep.EnterState));
    }

    private void CallOff(Frame frame, long cause)
    {
        if (frame.Wait is WaitingForChildren wait)
        {
            var fork = (ForkState)draft.StateOf(frame);
            for (var i = 0; i < wait.NextIndex; i++)
            {
                var child = draft.Find(wait.FirstChildId + i)!;
                if (child.Wait is not FrameEnded)
                {
                    CallOff(child, cause);
                    if (fork.ChildAborted is { } aborted)
                    {
                        draft.EmitBeside(cause, aborted, new MapIterationDetails(fork.Name, i));
                    }
                }
            }
        }
        else
        {
            draft.Cancel(frame);
            draft.Save(frame with { Wait = frame.Wait is WaitingForMapRun run ? run with { HasFailed = true } : null }); // a redrive goes on with the run
        }

        if (frame.EnteredEventId > 0 && draft.StateOf(frame).AbortedEvent is { } type)
        {
            draft.EmitBeside(cause, type, null);
        }
    }

    private void Collect(WaitingForChildren wait, List<int> ids)
    {
        for (var i = 0; i < wait.Count; i++)
        {
            ids.Add(wait.FirstChildId + i);
            if (draft.Find(wait.FirstChildId + i)?.Wait is WaitingForChildren below)
            {
                Collect(below, ids);
            }
        }
    }
}
