using System.Collections.Immutable;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.Expressions;
using OrderingSystem.StatesLanguage.History;
using OrderingSystem.StatesLanguage.States;
using OrderingSystem.StatesLanguage.States.Task;

namespace OrderingSystem.StatesLanguage;

/// <summary>One stimulus being applied to one execution.</summary>
internal sealed class Interpretation
{
    /// <summary>Most events of a history; the last one says that it is full (Step Functions service quota).</summary>
    public const long MaxEvents = 25_000;

    private readonly StateMachineDefinition _definition;
    private readonly Stimulus _stimulus;
    private readonly ITaskTokenMint _mint;
    private readonly List<HistoryEvent> _events = [];
    private readonly List<Command> _commands = [];
    private Execution _execution;
    private long _lastEventId;
    private long _nextTaskId;
    private int _nextFrameId;
    private IRandomSource? _random;
    private bool _changed;

    public Interpretation(StateMachineDefinition definition, Execution execution, Stimulus stimulus, ITaskTokenMint mint, string region)
    {
        _definition = definition;
        _stimulus = stimulus;
        _mint = mint;
        _execution = execution;
        _lastEventId = execution.LastEventId;
        _nextTaskId = execution.NextTaskId;
        _nextFrameId = execution.NextFrameId;
        Region = region;

        // A clock that was set back must not date an event before the one that led to it.
        Now = stimulus.OccurredAt > execution.LastEventTime ? stimulus.OccurredAt : execution.LastEventTime;
    }

    public DateTimeOffset Now { get; }

    public string Region { get; }

    public IRandomSource Random => _random ??= new SeededRandomSource(_stimulus.Entropy);

    /// <summary>The execution as far as it has got, for the context object.</summary>
    public Execution Snapshot => _execution;

    public Transition ToTransition() => _changed
        ? new Transition(
            _execution with { LastEventId = _lastEventId, LastEventTime = Now, NextTaskId = _nextTaskId, NextFrameId = _nextFrameId },
            _events, _commands, Changed: true)
        : Transition.Nothing(_execution);

    public void Begin()
    {
        var root = new Frame
        {
            Id = _nextFrameId++,
            StateName = _definition.Graph.StartAt,
            Input = _execution.Facts.Input,
            EnteredEventId = 0,
            EnteredTime = Now,
            PreviousEventId = 0,
        };
        _events.Add(new HistoryEvent(++_lastEventId, 0, Now, HistoryEventType.ExecutionStarted,
            new ExecutionStartedDetails(_execution.Facts.Input, _execution.Facts.RoleArn)));
        _changed = true;
        Guarded(() => Proceed(new FrameDraft(root)));
    }

    public void Resume(long taskId, Resumption resumption)
    {
        if (FrameOf(taskId) is { } frame)
        {
            Guarded(() => Resume(frame, resumption));
        }
    }

    public void TaskSubmitted(long taskId, Payload output)
    {
        if (FrameOf(taskId) is { } frame)
        {
            var wait = (WaitingForTask)frame.Wait!;
            Guarded(() =>
            {
                TaskEvents.Submitted(ContextOf(frame), wait.Task.Resource, output);
                frame.Wait = wait with { CallInFlight = false };
                Save(frame);
            });
        }
    }

    public void ActivityStarted(long taskId, string? worker)
    {
        if (FrameOf(taskId) is { } frame)
        {
            var wait = (WaitingForTask)frame.Wait!;
            Guarded(() =>
            {
                Emit(frame, HistoryEventType.ActivityStarted, new ActivityStartedDetails(worker));
                frame.Wait = wait with { CallInFlight = false, HeartbeatAt = After(wait.Task.HeartbeatInSeconds) };
                Save(frame);
            });
        }
    }

    public void Heartbeat(long taskId)
    {
        if (FrameOf(taskId) is { } frame && frame.Wait is WaitingForTask { HeartbeatAt: not null } wait)
        {
            frame.Wait = wait with { HeartbeatAt = After(wait.Task.HeartbeatInSeconds) };
            Save(frame);
        }
    }

    /// <summary>Fires what is due, earliest first; of two due at once the older frame goes first.</summary>
    public void TimeReached()
    {
        while (_execution.IsRunning)
        {
            Frame? next = null;
            foreach (var frame in _execution.Frames.Values)
            {
                if (frame.Wait?.Due <= Now && (next is null || frame.Wait.Due < next.Wait!.Due))
                {
                    next = frame;
                }
            }

            if (_execution.Deadline <= Now && (next is null || _execution.Deadline <= next.Wait!.Due))
            {
                End(ExecutionStatus.TimedOut, HistoryEventType.ExecutionTimedOut, new StatesError(ErrorNames.Timeout, null), LastRootEventId());
                return;
            }

            if (next is null)
            {
                return;
            }

            var draft = new FrameDraft(next);
            Guarded(() =>
            {
                if (draft.Wait is WaitingForRetry)
                {
                    Retry(draft);
                }
                else
                {
                    Resume(draft, new TimeCame(Now));
                }
            });
        }
    }

    public void Stop(string? error, string? cause) =>
        End(ExecutionStatus.Aborted, HistoryEventType.ExecutionAborted, new StatesError(error, cause), LastRootEventId());

    /// <summary>Goes on from the state that failed, with fresh retries.</summary>
    /// <remarks>Step Functions Developer Guide, "Restarting state machine executions with redrive".</remarks>
    public void Redrive()
    {
        if (_execution.IsRunning || _execution.Status == ExecutionStatus.Succeeded)
        {
            return;
        }

        var count = _execution.RedriveCount + 1;
        _execution = _execution with
        {
            Status = ExecutionStatus.Running,
            Error = null,
            StopTime = null,
            RedriveCount = count,
            RedriveTime = Now,
            Deadline = _definition.TimeoutSeconds is { } seconds ? Now.AddSeconds(seconds) : null,
        };
        _events.Add(new HistoryEvent(_lastEventId + 1, _lastEventId, Now, HistoryEventType.ExecutionRedriven, new ExecutionRedrivenDetails(count)));
        var redriven = ++_lastEventId;
        _changed = true;
        Guarded(() =>
        {
            foreach (var frame in _execution.Frames.Values.Where(frame => frame.Wait is null or WaitingForTask or WaitingForTime or WaitingForRetry).ToList())
            {
                var draft = new FrameDraft(frame) { RetrierAttempts = [], RetryCount = 0, Wait = null, PreviousEventId = redriven };
                Proceed(draft);
            }
        });
    }

    public HistoryEvent Emit(FrameDraft frame, HistoryEventType type, HistoryEventDetails? details)
    {
        if (_lastEventId + 1 >= MaxEvents)
        {
            throw new HistoryFullException();
        }

        var happened = new HistoryEvent(++_lastEventId, frame.PreviousEventId, Now, type, details);
        frame.PreviousEventId = happened.Id;
        _events.Add(happened);
        _changed = true;
        return happened;
    }

    public void Command(Command command) => _commands.Add(command);

    public long NewTaskId() => _nextTaskId++;

    public TaskToken Mint(long taskId) => _mint.Mint(_execution.Facts.Arn, taskId);

    public JsonValue? Variable(FrameDraft frame, string name)
    {
        if (frame.Variables.TryGet(name, out var value))
        {
            return value;
        }

        for (var parent = frame.ParentId; parent is { } id; parent = _execution.Frames[id].ParentId)
        {
            if (_execution.Frames[id].Variables.TryGet(name, out value))
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>The innermost Map iteration around a frame; null outside of one.</summary>
    public Frame? IterationOf(FrameDraft frame)
    {
        if (frame.Item is not null)
        {
            return frame.ToFrame();
        }

        for (var parent = frame.ParentId; parent is { } id; parent = _execution.Frames[id].ParentId)
        {
            if (_execution.Frames[id].Item is not null)
            {
                return _execution.Frames[id];
            }
        }

        return null;
    }

    private StateContext ContextOf(FrameDraft frame) => new(this, frame, GraphOf(frame.ParentId)[frame.StateName]);

    private StateGraph GraphOf(int? parentId) => _definition.Graph;

    private FrameDraft? FrameOf(long taskId)
    {
        foreach (var frame in _execution.Frames.Values)
        {
            if (frame.Wait is WaitingForTask wait && wait.Task.TaskId == taskId)
            {
                return new FrameDraft(frame);
            }
        }

        return null; // answered, timed out or superseded before
    }

    private void Save(FrameDraft frame)
    {
        _execution = _execution with { Frames = _execution.Frames.SetItem(frame.Id, frame.ToFrame()) };
        _changed = true;
    }

    /// <summary>Runs a frame from a state that is to be entered up to the next that waits.</summary>
    private void Proceed(FrameDraft frame)
    {
        while (true)
        {
            var context = ContextOf(frame);
            frame.EnteredTime = Now;
            frame.EnteredEventId = _lastEventId + 1;
            Emit(frame, context.State.EnteredEvent, new StateEnteredDetails(frame.StateName, frame.Input));
            if (!Settle(context, Attempt(context, null)))
            {
                return;
            }
        }
    }

    private void Retry(FrameDraft frame)
    {
        var context = ContextOf(frame);
        frame.Wait = null;
        if (Settle(context, Attempt(context, null)))
        {
            Proceed(frame);
        }
    }

    private void Resume(FrameDraft frame, Resumption resumption)
    {
        var context = ContextOf(frame);
        if (Settle(context, Attempt(context, resumption)))
        {
            Proceed(frame);
        }
    }

    /// <summary>Enters or resumes a state; an evaluation that fails is a failure of the state.</summary>
    private static StateOutcome Attempt(StateContext context, Resumption? resumption)
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

    private static Failure FailureOf(StateContext context, EvaluationException failure) =>
        new(context.ErrorOf(failure), Final: failure.ErrorName == ErrorNames.Runtime);

    /// <returns>True where the frame moved to another state, which is to be entered.</returns>
    private bool Settle(StateContext context, StateOutcome outcome)
    {
        switch (outcome)
        {
            case Stay:
                Save(context.Frame);
                return false;
            case Exit exit:
                return Leave(context, exit);
            case Failure failure:
                return Recover(context, failure);
            default:
                throw new InvalidOperationException($"No rule for {outcome.GetType().Name}.");
        }
    }

    private bool Leave(StateContext context, Exit exit)
    {
        var output = exit.Data.Output;
        if (output.Bytes > Payload.MaxBytes)
        {
            return Recover(context, new Failure(StateContext.DataLimitExceeded(context.State.Name)));
        }

        var frame = context.Frame;
        if (context.State.ExitedEvent is { } exited)
        {
            Emit(frame, exited, new StateExitedDetails(context.State.Name, output, exit.Data.Assigned));
        }

        return MoveOn(frame, exit.Data, exit.Next);
    }

    private bool MoveOn(FrameDraft frame, Data.StateData data, string? next)
    {
        if (data.Assigned is not null)
        {
            foreach (var (name, value) in data.Assigned)
            {
                frame.Variables = frame.Variables.With(name, value);
            }
        }

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

    /// <summary>Retriers, then catchers, then the frame's failure.</summary>
    private bool Recover(StateContext context, Failure failure)
    {
        var (frame, state, error) = (context.Frame, context.State, failure.Error);
        if (!failure.Final && TryRetry(frame, state, failure))
        {
            Save(frame);
            return false;
        }

        if (state.FailedEvent is { } failed)
        {
            Emit(frame, failed, null);
        }

        if (!failure.Final)
        {
            foreach (var catcher in state.Catchers)
            {
                if (catcher.ErrorEquals.Matches(error.Name, failure.HeartbeatMissed))
                {
                    return Catch(context, catcher, error);
                }
            }
        }

        FailFrame(frame, error);
        return false;
    }

    private bool TryRetry(FrameDraft frame, State state, Failure failure)
    {
        for (var i = 0; i < state.Retriers.Length; i++)
        {
            var retrier = state.Retriers[i];
            if (!retrier.ErrorEquals.Matches(failure.Error.Name, failure.HeartbeatMissed))
            {
                continue;
            }

            var attempts = frame.RetrierAttempts.IsEmpty ? ImmutableArray.CreateRange(Enumerable.Repeat(0, state.Retriers.Length)) : frame.RetrierAttempts;
            if (attempts[i] >= retrier.MaxAttempts)
            {
                return false; // the first retrier that names the error decides; catchers are next
            }

            frame.RetrierAttempts = attempts.SetItem(i, attempts[i] + 1);
            frame.RetryCount++;
            frame.Wait = new WaitingForRetry(Now + retrier.DelayBefore(attempts[i] + 1, Random));
            return true;
        }

        return false;
    }

    private bool Catch(StateContext context, Catcher catcher, StatesError error)
    {
        // A worker that gave no error name leaves null for both; every other failure has a cause, if only an empty one.
        var cause = error.Cause ?? (error.Name is null ? null : string.Empty);
        var errorOutput = Payload.FromValue(JsonObject.Of(
            ("Error", error.Name is null ? JsonValue.Null : JsonValue.Of(error.Name)),
            ("Cause", cause is null ? JsonValue.Null : JsonValue.Of(cause))));
        try
        {
            var data = catcher.Output.Evaluate(context, errorOutput);
            if (context.State.ExitedEvent is { } exited)
            {
                Emit(context.Frame, exited, new StateExitedDetails(context.State.Name, data.Output, data.Assigned));
            }

            return MoveOn(context.Frame, data, catcher.Next);
        }
        catch (EvaluationException failure)
        {
            FailFrame(context.Frame, context.ErrorOf(failure));
            return false;
        }
    }

    private void EndFrame(FrameDraft frame, Payload output)
    {
        _execution = _execution with
        {
            Status = ExecutionStatus.Succeeded,
            Output = output,
            StopTime = Now,
            Frames = ImmutableSortedDictionary<int, Frame>.Empty,
        };
        Emit(frame, HistoryEventType.ExecutionSucceeded, new OutputDetails(output));
        _commands.Add(new FinishExecution());
    }

    private void FailFrame(FrameDraft frame, StatesError error)
    {
        frame.Wait = null;
        Save(frame);
        End(ExecutionStatus.Failed, HistoryEventType.ExecutionFailed, error, frame.PreviousEventId);
    }

    /// <summary>Ends the execution without success. Its frames stay: a redrive goes on from them.</summary>
    private void End(ExecutionStatus status, HistoryEventType type, StatesError error, long previousEventId)
    {
        foreach (var frame in _execution.Frames.Values)
        {
            if (frame.Wait is WaitingForTask { CallInFlight: true } wait)
            {
                _commands.Add(new CancelTask(wait.Task.TaskId));
            }
        }

        _execution = _execution with { Status = status, Error = error, StopTime = Now };
        _events.Add(new HistoryEvent(++_lastEventId, previousEventId, Now, type, new ErrorDetails(error.Name, error.Cause)));
        _commands.Add(new FinishExecution());
        _changed = true;
    }

    private long LastRootEventId() => _execution.Frames.TryGetValue(Frame.RootId, out var root) ? root.PreviousEventId : _lastEventId;

    /// <summary>A history that is full ends the execution, whatever it was doing.</summary>
    private void Guarded(Action work)
    {
        try
        {
            work();
        }
        catch (HistoryFullException)
        {
            _commands.RemoveAll(command => command is StartTask);
            End(ExecutionStatus.Failed, HistoryEventType.ExecutionFailed,
                new StatesError(ErrorNames.Runtime, $"The execution reached the maximum number of history events ({MaxEvents})."), _lastEventId);
        }
    }

    private DateTimeOffset? After(long? seconds) => seconds is { } s ? Now.AddSeconds(s) : null;

    /// <summary>Unwinds to <see cref="Guarded"/>; never seen outside.</summary>
    private sealed class HistoryFullException : Exception;
}
