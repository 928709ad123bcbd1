using System.Text;
using OrderingSystem.Conformance.Tests.Comparison;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.Tests.Replay;

namespace OrderingSystem.Conformance.Tests.Cases;

/// <summary>One execution recorded from AWS.</summary>
internal sealed class ConformanceCase : IActivityDirectory
{
    private readonly JsonObject _document;
    private readonly List<(string State, long Attempt, (string Map, long Index)? Iteration, ScriptedAnswer Answer)> _answers = [];

    public ConformanceCase(string file)
    {
        File = file;
        _document = (JsonObject)JsonValue.Parse(System.IO.File.ReadAllBytes(file));
        Id = Text("id")!;
        Group = Text("group")!;
        Events = (_document["expected"] as JsonObject)?["events"] is JsonArray events ? [.. events.Select(e => RecordedEvent.Of((JsonObject)e))] : null;
        if (_document["taskResults"] is JsonArray results)
        {
            var worker = Events?.FirstOrDefault(e => e.Type == "ActivityStarted")?.Details["activityStartedEventDetails"] as JsonObject;
            foreach (var result in results.Cast<JsonObject>())
            {
                var read = Read(result);
                read.Answer = read.Answer with { IsTaken = worker is not null, Worker = (worker?["workerName"] as JsonString)?.Value };
                _answers.Add(read);
            }
        }
    }

    public string File { get; }

    public string Id { get; }

    public string Group { get; }

    public bool IsReplayableExecution => Text("kind") == "execution" && Flag("replayable");

    public string Definition => Text("definition")!;

    public bool Ordered => Flag("ordered");

    public bool Zeroed => Flag("zeroed");

    /// <summary>Null for the cases that recorded status and output alone.</summary>
    public IReadOnlyList<RecordedEvent>? Events { get; }

    public string ExpectedStatus => ((JsonString)((JsonObject)_document["expected"]!)["status"]!).Value;

    public JsonValue? ExpectedOutput => ((JsonObject)_document["expected"]!)["output"];

    public ExecutionFacts Facts => ExecutionReplay.Facts(Text("input")!, Text("executionName") ?? "execution-1", Text("stateMachineName") ?? "machine", Text("roleArn"));

    public PlaceholderBindings NewBindings() => new(
        (_document["placeholders"] as JsonArray ?? JsonArray.Empty).Cast<JsonString>().Select(text => text.Value),
        (_document["bindings"] as JsonObject ?? JsonObject.Empty).Where(binding => binding.Value is JsonString)
            .Select(binding => KeyValuePair.Create(binding.Key, ((JsonString)binding.Value).Value)));

    /// <summary>The recorded results in the order of each state's tries.</summary>
    public Func<StartTask, Execution, ScriptedAnswer> NewScript()
    {
        var tries = new Dictionary<string, int>(StringComparer.Ordinal);
        return (task, execution) =>
        {
            var iteration = IterationOf(task, execution);
            var mine = _answers.Where(answer => answer.State == task.StateName && (answer.Iteration is null || answer.Iteration == iteration)).ToList();
            var key = mine.Exists(answer => answer.Iteration is not null) ? $"{task.StateName}/{iteration}" : task.StateName;
            var attempt = tries.GetValueOrDefault(key);
            tries[key] = attempt + 1;
            var found = mine.FindIndex(answer => answer.Attempt == attempt);
            return found < 0 ? throw new InvalidOperationException($"The case has no result for try {attempt} of '{task.StateName}'.") : mine[found].Answer;
        };
    }

    /// <summary>The activity had been deleted where the recording does not schedule it.</summary>
    public bool Exists(string activityArn) => Events is null || Events.Any(e => e.Type == "ActivityScheduled");

    public override string ToString() => Id;

    private static (string Map, long Index)? IterationOf(StartTask task, Execution execution)
    {
        var frame = execution.Frames.Values.FirstOrDefault(frame => frame.Wait is WaitingForTask wait && wait.Task.TaskId == task.TaskId);
        while (frame is { ParentId: { } parentId, Item: null })
        {
            frame = execution.Frames[parentId];
        }

        return frame is { ParentId: { } mapFrame } ? (execution.Frames[mapFrame].StateName, frame.Index) : null;
    }

    private static (string State, long Attempt, (string Map, long Index)? Iteration, ScriptedAnswer Answer) Read(JsonObject result)
    {
        var submitted = result["submitted"] is { } submission ? Payload.FromValue(submission) : null;
        ScriptedAnswer answer;
        if (result["hang"] is JsonBoolean { Value: true })
        {
            answer = ScriptedAnswer.Never with { Submitted = submitted };
        }
        else if (result["throw"] is JsonObject failure)
        {
            answer = ScriptedAnswer.Throws((failure["error"] as JsonString)?.Value, CauseOf(failure["cause"])) with { Submitted = submitted };
        }
        else
        {
            answer = new ScriptedAnswer(Payload.FromValue(result["return"] ?? JsonValue.Null), null, submitted);
        }

        (string, long)? iteration = result["iteration"] is JsonObject place
            ? (((JsonString)place["map"]!).Value, Whole(place["index"]))
            : null;
        return (((JsonString)result["state"]!).Value, Whole(result["attempt"]), iteration, answer);
    }

    private static string? CauseOf(JsonValue? cause) => cause switch
    {
        null or JsonNull => null,
        JsonString text => text.Value,
        _ => Encoding.UTF8.GetString(cause.ToUtf8()),
    };

    private static long Whole(JsonValue? value) => value is JsonNumber number && number.TryGetInteger(out var whole) ? whole : 0;

    private string? Text(string name) => (_document[name] as JsonString)?.Value;

    private bool Flag(string name) => _document[name] is JsonBoolean { Value: true };
}
