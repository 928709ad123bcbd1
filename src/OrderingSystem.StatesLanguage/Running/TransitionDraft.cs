using System.Collections.Immutable;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.Expressions;
using OrderingSystem.StatesLanguage.History;
using OrderingSystem.StatesLanguage.States;

namespace OrderingSystem.StatesLanguage.Running;

/// <summary>A transition in the making: the events, the commands and the frames so far. It keeps books and decides nothing.</summary>
internal sealed class TransitionDraft
{
    /// <summary>Most events of a history; the last one says that it is full (Step Functions service quota).</summary>
    public const long MaxEvents = 25_000;

    private readonly StateMachineDefinition _definition;
    private readonly Stimulus _stimulus;
    private readonly List<HistoryEvent> _events = new(4);
    private readonly List<Command> _commands = new(2);
    private ImmutableSortedDictionary<int, Frame> _frames;
    private long _lastEventId;
    private long _nextTaskId;
    private int _nextFrameId;
    private bool _changed;

    public TransitionDraft(StateMachineDefinition definition, Execution execution, Stimulus stimulus, Surroundings surroundings)
    {
        _definition = definition;
        _stimulus = stimulus;
        _frames = execution.Frames;
        _lastEventId = execution.LastEventId;
        _nextTaskId = execution.NextTaskId;
        _nextFrameId = execution.NextFrameId;
        Execution = execution;
        Surroundings = surroundings;

        // A clock that was set back must not date an event before the one that led to it.
        Now = stimulus.OccurredAt > execution.LastEventTime ? stimulus.OccurredAt : execution.LastEventTime;
    }

    public DateTimeOffset Now { get; }

    public Surroundings Surroundings { get; }

    public IRandomSource Random => field ??= new SeededRandomSource(_stimulus.Entropy);

    /// <summary>The execution without its frames, which stand in <see cref="Frames"/> until the transition is done.</summary>
    public Execution Execution { get; private set; }

    public bool IsRunning => Execution.IsRunning;

    public IEnumerable<Frame> Frames => _frames.Values;

    public bool HistoryIsFull => _lastEventId + 1 >= MaxEvents;

    public long LastEventId => _lastEventId;

    public Transition ToTransition() => _changed
        ? new Transition(
            Execution with
            {
                Frames = _frames,
                LastEventId = _lastEventId,
                LastEventTime = _events.Count > 0 ? Now : Execution.LastEventTime,
                NextTaskId = _nextTaskId,
                NextFrameId = _nextFrameId,
            },
            _events, _commands, Changed: true)
        : Transition.Nothing(Execution);

    /// <summary>Adds an event to a frame's line.</summary>
    /// <exception cref="HistoryFullException">There is room for one more event only, and that one says so.</exception>
    public void Emit(FrameDraft frame, HistoryEventType type, HistoryEventDetails? details) =>
        frame.PreviousEventId = EmitBeside(frame.PreviousEventId, type, details);

    /// <summary>Adds an event that follows another without becoming the newest of its line.</summary>
    /// <returns>Its id.</returns>
    /// <inheritdoc cref="Emit"/>
    public long EmitBeside(long previousEventId, HistoryEventType type, HistoryEventDetails? details)
    {
        if (HistoryIsFull)
        {
            throw new HistoryFullException();
        }

        return Append(previousEventId, type, details);
    }

    public void Do(Command command) => _commands.Add(command);

    public long NewTaskId() => _nextTaskId++;

    public TaskToken Mint(long taskId) => Surroundings.Mint.Mint(Execution.Facts.Arn, taskId);

    /// <returns>The first of that many consecutive ids.</returns>
    public int NewFrameIds(int count)
    {
        var first = _nextFrameId;
        _nextFrameId += count;
        return first;
    }

    public Frame? Find(int frameId) => _frames.TryGetValue(frameId, out var frame) ? frame : null;

    /// <summary>The frame that waits for a task; null where it was answered, timed out or superseded before.</summary>
    public FrameDraft? FindTask(long taskId)
    {
        foreach (var (_, frame) in _frames)
        {
            if (frame.Wait is WaitingForTask wait && wait.Task.TaskId == taskId)
            {
                return new FrameDraft(frame);
            }
        }

        return null;
    }

    /// <inheritdoc cref="FindTask"/>
    public FrameDraft? FindMapRun(long mapRunId)
    {
        foreach (var (_, frame) in _frames)
        {
            if (frame.Wait is WaitingForMapRun { HasFailed: false } wait && wait.Plan.MapRunId == mapRunId)
            {
                return new FrameDraft(frame);
            }
        }

        return null;
    }

    public void Save(FrameDraft frame) => Save(frame.ToFrame());

    public void Save(Frame frame)
    {
        _frames = _frames.SetItem(frame.Id, frame);
        _changed = true;
    }

    public void Add(IEnumerable<Frame> frames) => _frames = _frames.AddRange(frames.Select(frame => KeyValuePair.Create(frame.Id, frame)));

    public void Remove(IEnumerable<int> frameIds) => _frames = _frames.RemoveRange(frameIds);

    public StateGraph GraphOf(int? parentId, int index) =>
        parentId is { } id ? ((ForkState)StateOf(_frames[id])).GraphOf(index) : _definition.Graph;

    public State StateOf(Frame frame) => GraphOf(frame.ParentId, frame.Index)[frame.StateName];

    public StateContext ContextOf(FrameDraft frame) => new(this, frame, GraphOf(frame.ParentId, frame.Index)[frame.StateName]);

    /// <summary>A variable as a frame sees it: its own, else those of the frames above.</summary>
    public JsonValue? Variable(FrameDraft frame, string name)
    {
        if (frame.Variables.TryGet(name, out var value))
        {
            return value;
        }

        for (var parent = frame.ParentId; parent is { } id; parent = _frames[id].ParentId)
        {
            if (_frames[id].Variables.TryGet(name, out value))
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>Every variable that a frame sees; of two with one name the inner one.</summary>
    public JsonObject AllVariables(FrameDraft frame)
    {
        var all = frame.Variables;
        for (var parent = frame.ParentId; parent is { } id; parent = _frames[id].ParentId)
        {
            foreach (var (name, value) in _frames[id].Variables)
            {
                all = all.ContainsName(name) ? all : all.With(name, value);
            }
        }

        return all;
    }

    /// <summary>The innermost Map iteration around a frame; null outside of one.</summary>
    public Frame? IterationOf(FrameDraft frame)
    {
        if (frame.Item is not null)
        {
            return frame.ToFrame();
        }

        for (var parent = frame.ParentId; parent is { } id; parent = _frames[id].ParentId)
        {
            if (_frames[id].Item is not null)
            {
                return _frames[id];
            }
        }

        return null;
    }

    public void Succeed(FrameDraft root, Payload output)
    {
        Emit(root, HistoryEventType.ExecutionSucceeded, new OutputDetails(output));
        _frames = ImmutableSortedDictionary<int, Frame>.Empty;
        Execution = Execution with { Status = ExecutionStatus.Succeeded, Output = output, StopTime = Now };
        _commands.Add(new FinishExecution());
    }

    /// <summary>Ends the execution without success. Its frames stay: a redrive goes on from them.</summary>
    public void End(ExecutionStatus status, HistoryEventType type, StatesError error, long previousEventId)
    {
        foreach (var (_, frame) in _frames)
        {
            Cancel(frame);
        }

        Append(previousEventId, type, new ErrorDetails(error.Name, error.Cause));
        Execution = Execution with { Status = status, Error = error, StopTime = Now };
        _commands.Add(new FinishExecution());
    }

    public void EndAsFull()
    {
        _commands.RemoveAll(command => command is StartTask or StartMapRun);
        End(ExecutionStatus.Failed, HistoryEventType.ExecutionFailed,
            new StatesError(ErrorNames.Runtime, $"The execution reached the maximum number of history events ({MaxEvents})."), _lastEventId);
    }

    public void Reopen(int redriveCount)
    {
        Execution = Execution with
        {
            Status = ExecutionStatus.Running,
            Error = null,
            StopTime = null,
            RedriveCount = redriveCount,
            RedriveTime = Now,
            Deadline = _definition.TimeoutSeconds is { } seconds ? Now.AddSeconds(seconds) : null,
        };
        Append(_lastEventId, HistoryEventType.ExecutionRedriven, new ExecutionRedrivenDetails(redriveCount));
    }

    /// <summary>Calls a frame's task back, where somebody may be at work on it.</summary>
    public void Cancel(Frame frame)
    {
        if (frame.Wait is WaitingForTask wait && (wait.CallInFlight || wait.Task.Resource.Pattern == IntegrationPattern.Sync))
        {
            _commands.Add(new CancelTask(wait.Task.TaskId));
        }
        else if (frame.Wait is WaitingForMapRun { HasFailed: false } run)
        {
            _commands.Add(new CancelMapRun(run.Plan.MapRunId));
        }
    }

    private long Append(long previousEventId, HistoryEventType type, HistoryEventDetails? details)
    {
        _events.Add(new HistoryEvent(++_lastEventId, previousEventId, Now, type, details));
        _changed = true;
        return _lastEventId;
    }
}
