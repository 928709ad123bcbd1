using OrderingSystem.StatesLanguage.Data;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.Expressions;
using OrderingSystem.StatesLanguage.Expressions.Intrinsics;
using OrderingSystem.StatesLanguage.Expressions.Jsonata;
using OrderingSystem.StatesLanguage.History;
using OrderingSystem.StatesLanguage.MapRuns;
using OrderingSystem.StatesLanguage.Running;
using OrderingSystem.StatesLanguage.Testing;

namespace OrderingSystem.StatesLanguage.States;

/// <summary>What a state sees and may do while it is entered or resumed: one frame of one execution during one transition.</summary>
internal sealed class StateContext(TransitionDraft draft, FrameDraft frame, State state)
{
    private Func<JsonValue>? _contextObject;
    private JsonValue? _builtContextObject;
    private Func<string, JsonValue?>? _variables;
    private JsonataBindings? _queryVariables;
    private Frame? _iteration;
    private string? _itemSource;

    public FrameDraft Frame => frame;

    public State State => state;

    public Payload RawInput => frame.Input;

    public DateTimeOffset Now => draft.Now;

    public string Region => draft.Surroundings.Region;

    /// <summary>Retries of the state since it was entered.</summary>
    public int RetryCount => frame.RetryCount;

    /// <summary>Set from <see cref="NewTask"/> on, where the task has one.</summary>
    public TaskToken? TaskToken { get; private set; }

    /// <summary>Set where the state is tested on its own.</summary>
    public StateTestBench? Bench => draft.Surroundings.Bench;

    /// <summary>Where a state on its own shows what its data went through; null elsewhere.</summary>
    public StateInspection? Inspection => Bench?.Inspection;

    public FrameWait Wait => frame.Wait ?? throw new InvalidOperationException($"State '{state.Name}' waits for nothing.");

    public void Emit(HistoryEventType type, HistoryEventDetails? details) => draft.Emit(frame, type, details);

    /// <summary>Adds an event that the next one does not follow.</summary>
    /// <param name="after">What it follows itself; null for the newest event of the line.</param>
    /// <returns>Its id.</returns>
    public long EmitBeside(HistoryEventType type, HistoryEventDetails? details, long? after = null) =>
        draft.EmitBeside(after ?? frame.PreviousEventId, type, details);

    public void WaitFor(FrameWait wait) => frame.Wait = wait;

    public void Start(StartTask task) => draft.Do(task);

    public void Start(MapRunPlan plan) => draft.Do(new StartMapRun(plan));

    /// <param name="label">The definition's Label; null for a random one.</param>
    public string NewMapRunArn(string? label)
    {
        var machine = draft.Execution.Facts.StateMachineArn.Replace(":stateMachine:", ":mapRun:", StringComparison.Ordinal);
        return $"{machine}/{label ?? Uuid.New(draft.Random)}:{Uuid.New(draft.Random)}";
    }

    public bool ActivityExists(string arn) => draft.Surroundings.Activities?.Exists(arn) ?? true;

    public void Cancel(StartTask task) => draft.Do(new CancelTask(task.TaskId));

    public long NewTask(bool mintToken)
    {
        var taskId = draft.NewTaskId();
        TaskToken = mintToken ? draft.Mint(taskId) : null;
        _builtContextObject = null;
        return taskId;
    }

    /// <summary>What expressions see: the given value as <c>$</c>, the context object and the variables.</summary>
    public EvaluationScope Scope(JsonValue root) => new(root, _contextObject ??= ContextObjectNow, _variables ??= name => draft.Variable(frame, name));

    public JsonValue Evaluate(PayloadTemplate template, JsonValue root) => template.Evaluate(Scope(root), draft.Random);

    public JsonValue Evaluate(IntrinsicExpression call, JsonValue root) => call.Evaluate(Scope(root), draft.Random);

    /// <summary>The time and the randomness that a JSONata expression sees.</summary>
    public JsonataOptions QueryOptions => field ??= new JsonataOptions { Now = draft.Now, Random = () => (draft.Random.Next() >> 11) * (1.0 / (1UL << 53)) };

    /// <summary>The variables that a JSONata expression sees, <c>$states</c> among them.</summary>
    /// <param name="members">What the expression can reach of <c>$states</c>; no more is built.</param>
    public JsonataBindings QueryBindings(StatesMembers members, in QueryFacts facts)
    {
        _queryVariables ??= BindVariables();
        return members == StatesMembers.None
            ? _queryVariables
            : new JsonataBindings(_queryVariables).Set("states", JsonObject.Of(
                ("input", members.HasFlag(StatesMembers.Input) ? RawInput.Value : null),
                ("result", members.HasFlag(StatesMembers.Result) ? facts.Result?.Value : null),
                ("errorOutput", members.HasFlag(StatesMembers.ErrorOutput) ? facts.ErrorOutput?.Value : null),
                ("context", members.HasFlag(StatesMembers.Context) ? ContextObjectNow() : null)));
    }

    /// <param name="subject">The integration's resource type, the function's ARN, or the state's name.</param>
    public static StatesError DataLimitExceeded(string subject) => new(ErrorNames.DataLimitExceeded,
        $"The state/task '{subject}' returned a result with a size exceeding the maximum number of bytes service limit.");

    /// <summary>An evaluation that failed, as an error of the state.</summary>
    public StatesError ErrorOf(EvaluationException failure) => new(failure.ErrorName,
        $"An error occurred while executing the state '{state.Name}' (entered at the event id #{frame.EnteredEventId}). {failure.Message}");

    /// <summary>The same state as an iteration of it sees it: the context object tells of the item.</summary>
    /// <param name="itemSource">As <see cref="ContextObject.Build"/> takes it.</param>
    public StateContext ForIteration(Frame iteration, string? itemSource = null) => new(draft, frame, state) { _iteration = iteration, _itemSource = itemSource };

    private JsonataBindings BindVariables()
    {
        var bindings = new JsonataBindings();
        foreach (var (name, value) in draft.AllVariables(frame))
        {
            _ = bindings.Set(name, value);
        }

        return bindings;
    }

    private JsonValue ContextObjectNow() => _builtContextObject ??= Bench is { } bench ? bench.ContextObjectOf(_iteration) : ContextObject.Build(draft.Execution, state.Name, frame.EnteredTime,
        state is Task.TaskState ? frame.RetryCount : null, TaskToken ?? (frame.Wait as WaitingForTask)?.Task.Token, _iteration ?? draft.IterationOf(frame), _itemSource);
}
