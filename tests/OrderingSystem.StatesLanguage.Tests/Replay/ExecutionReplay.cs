using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.History;
using OrderingSystem.StatesLanguage.MapRuns;

namespace OrderingSystem.StatesLanguage.Tests.Replay;

/// <summary>
/// Runs one execution to its end in virtual time: tasks are answered from a script, and when nothing else is left to do, the clock jumps to
/// the next moment that the execution waits for.
/// </summary>
internal sealed class ExecutionReplay(StateMachineDefinition definition, Func<StartTask, Execution, ScriptedAnswer> script, IActivityDirectory? activities = null)
{
    private const int MaxSteps = 100_000;

    private readonly Interpreter _interpreter = new(PredictableTokens.Instance, activities: activities);
    private readonly PriorityQueue<Stimulus, (DateTimeOffset, int)> _upcoming = new();
    private int _order;

    public static DateTimeOffset StartTime { get; } = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    public List<HistoryEvent> Events { get; } = [];

    public List<Command> Commands { get; } = [];

    public Execution Execution { get; private set; } = null!;

    public DateTimeOffset Now { get; private set; } = StartTime;

    /// <summary>Called between transitions, with what they left; gives what the next one starts from.</summary>
    public Func<Execution, Execution> BetweenTransitions { get; init; } = execution => execution;

    public static ExecutionFacts Facts(string input, string name = "run-1", string machine = "machine", string? roleArn = null) => new(
        $"arn:aws:states:us-east-1:111111111111:execution:{machine}:{name}", name, $"arn:aws:states:us-east-1:111111111111:stateMachine:{machine}", machine,
        "definition-1", roleArn ?? "arn:aws:iam::111111111111:role/run", StartTime, Payload.FromText(input), null);

    /// <summary>Runs until the execution has ended or waits for something that will never come.</summary>
    public ExecutionReplay Run(ExecutionFacts facts)
    {
        Start(facts);
        return Continue();
    }

    public void Start(ExecutionFacts facts) => Accept(_interpreter.Start(definition, facts, new StartRequested(Now, 0)));

    public ExecutionReplay Continue()
    {
        for (var step = 0; Execution.IsRunning; step++)
        {
            if (step == MaxSteps)
            {
                throw new InvalidOperationException("The execution does not come to an end.");
            }

            var answerAt = _upcoming.TryPeek(out _, out var priority) ? priority.Item1 : (DateTimeOffset?)null;
            var due = Execution.NextDue;
            if (answerAt is null && due is null)
            {
                break;
            }

            Send(answerAt is { } at && (due is null || at <= due) ? _upcoming.Dequeue() : new TimeReached(due!.Value, Entropy()));
        }

        return this;
    }

    public Transition Send(Stimulus stimulus)
    {
        Now = stimulus.OccurredAt > Now ? stimulus.OccurredAt : Now;
        var transition = _interpreter.Advance(definition, Execution, stimulus);
        Accept(transition);
        return transition;
    }

    private ulong Entropy() => (ulong)++_order;

    private void Accept(Transition transition)
    {
        Execution = BetweenTransitions(transition.Execution);
        Events.AddRange(transition.Events);
        Commands.AddRange(transition.Commands);
        foreach (var command in transition.Commands)
        {
            if (command is StartTask task)
            {
                Schedule(task, script(task, transition.Execution));
            }
            else if (command is StartMapRun { Plan: var plan })
            {
                Enqueue(RunChildren(plan, transition.Execution));
            }
        }
    }

    private void Schedule(StartTask task, ScriptedAnswer answer)
    {
        var at = Now + answer.After;
        if (task.Resource.Kind == TaskResourceKind.Activity && answer.IsTaken)
        {
            Enqueue(new ActivityTaskStarted(at, Entropy(), task.TaskId, answer.Worker));
        }

        if (answer.Submitted is not null)
        {
            Enqueue(new TaskSubmitted(at, Entropy(), task.TaskId, answer.Submitted));
        }

        if (answer.Output is not null)
        {
            Enqueue(new TaskSucceeded(at, Entropy(), task.TaskId, answer.Output));
        }
        else if (answer.Error is not null)
        {
            Enqueue(new TaskFailed(at, Entropy(), task.TaskId, answer.Error));
        }
    }

    /// <summary>Runs the children of a Map run to their ends, each at once.</summary>
    private Stimulus RunChildren(MapRunPlan plan, Execution parent)
    {
        var results = new List<Payload>();
        var items = (JsonArray)plan.Items.Value;
        var run = MapRun.Of(items.Count, items.Count, plan.MaxConcurrency, plan.ToleratedFailureCount, plan.ToleratedFailurePercentage);
        while (!run.IsOver)
        {
            var first = run.Started;
            (run, var count) = run.StartChildren();
            for (var index = first; index < first + count && !run.HasFailed; index++)
            {
                var (input, error) = _interpreter.SelectItem(definition, parent, plan, new MapItem(index, items[index]));
                if (input is null)
                {
                    return new MapRunFailed(Now, Entropy(), plan.MapRunId, error!);
                }

                var child = new ExecutionReplay(definition.ProcessorOf(plan.StateName), script).Run(Facts(input.ToString(), $"child-{index}"));
                run = run.ChildEnded(child.Execution.Status == ExecutionStatus.Succeeded);
                if (child.Execution.Output is { } output)
                {
                    results.Add(output);
                }
            }
        }

        return run.HasFailed
            ? new MapRunFailed(Now, Entropy(), plan.MapRunId, MapRun.ThresholdExceeded)
            : new MapRunSucceeded(Now, Entropy(), plan.MapRunId, Payload.ArrayOf(results));
    }

    private void Enqueue(Stimulus stimulus) => _upcoming.Enqueue(stimulus, (stimulus.OccurredAt, _order));
}
