using System.Text;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.Expressions;
using OrderingSystem.StatesLanguage.History;
using OrderingSystem.StatesLanguage.Tests.Replay;

namespace OrderingSystem.StatesLanguage.Tests.Properties;

/// <summary>An execution driven by stimuli drawn from a seed: answers, late and repeated ones among them, time, heartbeats, stops and redrives.</summary>
internal sealed class RandomRun
{
    public const int MaxStimuli = 60;

    private static readonly Interpreter Interpreter = new(PredictableTokens.Instance);

    private RandomRun(StateMachineDefinition definition) => Definition = definition;

    public StateMachineDefinition Definition { get; }

    public List<Stimulus> Stimuli { get; } = [];

    public List<Transition> Transitions { get; } = [];

    public IEnumerable<HistoryEvent> Events => Transitions.SelectMany(transition => transition.Events);

    public Execution Execution => Transitions[^1].Execution;

    /// <summary>All events and commands as text.</summary>
    public string Trace
    {
        get
        {
            var text = new StringBuilder();
            foreach (var transition in Transitions)
            {
                foreach (var happened in transition.Events)
                {
                    text.Append(HistoryEventJson.ToJson(happened)).Append('\n');
                }

                foreach (var command in transition.Commands)
                {
                    text.Append(command).Append('\n');
                }
            }

            return text.ToString();
        }
    }

    public static RandomRun Of(ulong seed)
    {
        var reading = StateMachineReader.Read(RandomMachine.Definition(seed));
        var run = new RandomRun(reading.Definition ?? throw new InvalidOperationException(string.Join('\n', reading.Diagnostics)));
        var random = new SeededRandomSource(seed ^ 0xABCDEF);
        run.Start(random.Next());
        for (var i = 0; i < MaxStimuli; i++)
        {
            run.Apply(run.Draw(random), execution => execution);
        }

        return run;
    }

    /// <summary>The same stimuli again.</summary>
    /// <param name="between">What happens to the execution between two transitions.</param>
    public RandomRun Again(Func<Execution, Execution> between)
    {
        var run = new RandomRun(Definition);
        run.Start(Stimuli[0].Entropy);
        foreach (var stimulus in Stimuli.Skip(1))
        {
            run.Apply(stimulus, between);
        }

        return run;
    }

    public Transition Apply(Stimulus stimulus, Func<Execution, Execution> between)
    {
        Stimuli.Add(stimulus);
        var transition = Interpreter.Advance(Definition, between(Execution), stimulus);
        Transitions.Add(transition);
        return transition;
    }

    private void Start(ulong entropy)
    {
        var start = new StartRequested(ExecutionReplay.StartTime, entropy);
        Stimuli.Add(start);
        Transitions.Add(Interpreter.Start(Definition, ExecutionReplay.Facts("""{"n":1,"items":[1,{"a":2},"three"]}"""), start));
    }

    private Stimulus Draw(SeededRandomSource random)
    {
        var now = Execution.LastEventTime + TimeSpan.FromMilliseconds(random.Next() % 4000);
        var entropy = random.Next();
        var open = Execution.Frames.Values.Select(frame => frame.Wait).OfType<WaitingForTask>().Select(wait => wait.Task.TaskId).ToList();
        var task = open.Count == 0 || random.Next() % 8 == 0
            ? (long)(random.Next() % (ulong)Execution.NextTaskId) // answered before, or never handed out
            : open[(int)(random.Next() % (ulong)open.Count)];
        return (random.Next() % 40) switch
        {
            < 14 => new TaskSucceeded(now, entropy, task, Payload.FromText($$"""{ "answer": {{entropy % 10}}, "n": 2 }""")),
            < 20 => new TaskFailed(now, entropy, task, new StatesError(entropy % 3 == 0 ? "Bust" : "Boom", "because")),
            < 23 => new TaskSubmitted(now, entropy, task, Payload.FromText("""{"accepted":true}""")),
            < 26 => new TaskHeartbeat(now, entropy, task),
            < 38 => new TimeReached(Execution.NextDue ?? now, entropy),
            < 39 => new RedriveRequested(now, entropy),
            _ => random.Next() % 4 == 0 ? new StopRequested(now, entropy, "Stopped", null) : new TimeReached(now, entropy),
        };
    }
}
