using System.Collections.Immutable;
using CsCheck;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.History;
using OrderingSystem.StatesLanguage.MapRuns;

namespace OrderingSystem.Engine.Sqlite.Tests.Codec;

/// <summary>Random events and executions, of every kind that there is.</summary>
internal static class CodecGenerators
{
    public static readonly Gen<DateTimeOffset> Time =
        Gen.Frequency((4, Gen.Long[0, 10_000].Select(ms => ms * TimeSpan.TicksPerMillisecond)), (1, Gen.Long[0, TimeSpan.TicksPerDay * 40_000]))
            .Select(ticks => new DateTimeOffset(new DateTime(2020, 1, 1).Ticks + ticks, TimeSpan.Zero));

    public static readonly Gen<Payload> Payload = Gen.Frequency(
        (3, Gen.OneOf("{}", """{"a": 1}""", "[[1, 2, 3]]", "null", "\"text ä €\"")),
        (1, Gen.Int[0, 300].Select(length => "\"" + new string('y', length) + "\"")))
        .Select(StatesLanguage.Data.Json.Payload.FromText);

    private static readonly Gen<string> Text = Gen.OneOf<string>(Gen.OneOf("Book", "Pause", "arn:aws:lambda:eu-west-1:1:function:f", ""), Gen.String[0, 40].Select(Valid));
    private static readonly Gen<string?> OptionalText = Optional(Text);
    private static readonly Gen<long?> Seconds = Gen.Long[0, 99_999_999].Select(s => s % 3 == 0 ? null : (long?)s);
    private static readonly Gen<int> Count = Gen.Int[0, 100_000];

    private static readonly Gen<JsonObject> Variables = Gen.Int[0, 3].Select(count =>
        JsonObject.Of([.. Enumerable.Range(0, count).Select(i => ($"v{i}", (JsonValue?)JsonValue.Of(i)))]));

    private static readonly Gen<HistoryEventDetails?>[] Details =
    [
        Gen.Const((HistoryEventDetails?)null),
        Gen.Select(Payload, OptionalText, (input, role) => (HistoryEventDetails?)new ExecutionStartedDetails(input, role)),
        Gen.Select(Payload, OptionalText, Text, OptionalText, (input, role, version, alias) => (HistoryEventDetails?)new ExecutionStartedDetails(input, role, version, alias)),
        Count.Select(count => (HistoryEventDetails?)new ExecutionRedrivenDetails(count)),
        Gen.Select(Text, Payload, (name, input) => (HistoryEventDetails?)new StateEnteredDetails(name, input)),
        Gen.Select(Text, Payload, Variables, (name, output, assigned) =>
            (HistoryEventDetails?)new StateExitedDetails(name, output, assigned.Count == 0 ? null : assigned)),
        Payload.Select(output => (HistoryEventDetails?)new OutputDetails(output)),
        Gen.Select(OptionalText, OptionalText, (error, cause) => (HistoryEventDetails?)new ErrorDetails(error, cause)),
        Gen.Select(Text, Payload, Seconds, Seconds, OptionalText, (resource, input, timeout, heartbeat, role) =>
            (HistoryEventDetails?)new FunctionScheduledDetails(resource, input, timeout, heartbeat, role)),
        Gen.Select(Text, Payload, Seconds, Seconds, OptionalText, (resource, input, timeout, heartbeat, role) =>
            (HistoryEventDetails?)new TaskScheduledDetails("lambda", resource, "us-east-1", input, timeout, heartbeat, role)),
        Text.Select(resource => (HistoryEventDetails?)new TaskStartedDetails("lambda", resource)),
        Gen.Select(Text, Payload, (resource, output) => (HistoryEventDetails?)new TaskOutputDetails("lambda", resource, output)),
        Gen.Select(Text, OptionalText, OptionalText, (resource, error, cause) => (HistoryEventDetails?)new TaskErrorDetails("lambda", resource, error, cause)),
        OptionalText.Select(worker => (HistoryEventDetails?)new ActivityStartedDetails(worker)),
        Count.Select(length => (HistoryEventDetails?)new MapStateStartedDetails(length)),
        Gen.Select(Text, Count, (name, index) => (HistoryEventDetails?)new MapIterationDetails(name, index)),
        Text.Select(arn => (HistoryEventDetails?)new MapRunStartedDetails(arn)),
        Gen.Select(Text, Count, (arn, count) => (HistoryEventDetails?)new MapRunRedrivenDetails(arn, count)),
        Gen.Select(Text, OptionalText, Text, OptionalText, (state, location, error, cause) =>
            (HistoryEventDetails?)new EvaluationFailedDetails(state, location, error, cause)),
    ];

    public static readonly Gen<List<HistoryEvent>> Events = Gen.Select(
        Gen.Long[1, 24_000], Gen.Select(Gen.OneOf<HistoryEventDetails?>(Details), Time, Gen.Long[0, 30], Gen.Enum<HistoryEventType>()).List[1, 30],
        (first, rows) => rows.Select((row, i) => new HistoryEvent(
            first + i, Math.Max(0, first + i - 1 - (row.Item3 % 3 == 0 ? row.Item3 : 0)), row.Item2, row.Item4, row.Item1)).ToList());

    private static readonly Gen<StartTask> Task = Gen.Select(
        Gen.Long[1, 1_000], Text, Payload, Seconds, OptionalText, Gen.OneOf(
            "arn:aws:lambda:us-east-1:123456789012:function:book", "arn:aws:states:::lambda:invoke.waitForTaskToken", "arn:aws:states:us-east-1:123456789012:activity:ship"),
        (id, state, parameters, timeout, token, arn) => new StartTask(
            id, state, (int)(id % 7), Resource(arn), parameters, token is null ? null : new TaskToken(token), timeout, null, token));

    private static readonly Gen<WaitingForMapRun> MapRun = Gen.Select(Text, Payload, Count, Seconds, Gen.Double[0, 100], Gen.Bool, (text, payload, count, tolerated, percentage, flag) =>
        new WaitingForMapRun(
            new MapRunPlan(count, "arn:run", text, payload, count, tolerated, flag ? percentage : null, flag)
            {
                ItemReader = flag ? payload : null,
                ItemBatcher = flag ? null : payload,
                ResultWriter = flag ? payload : null,
            },
            count,
            flag));

    private static readonly Gen<FrameWait?> Wait = Gen.OneOf<FrameWait?>(
        Gen.Const((FrameWait?)null),
        Time.Select(until => (FrameWait?)new WaitingForTime(until)),
        Time.Select(until => (FrameWait?)new WaitingForRetry(until)),
        Gen.Select(Task, Gen.Bool, Time, (task, inFlight, time) => (FrameWait?)new WaitingForTask(task, inFlight, inFlight ? time : null, inFlight ? null : time)),
        Gen.Select(Count, Count, (a, b) => (FrameWait?)new WaitingForChildren(a, b, a, b, a)),
        Gen.Const((FrameWait?)WaitingForTurn.Instance),
        MapRun.Select(run => (FrameWait?)run),
        Payload.Select(result => (FrameWait?)new FrameEnded(result)));

    private static readonly Gen<Frame> Frame = Gen.Select(Text, Payload, Time, Gen.Long[1, 24_000], Gen.Int[0, 9].Array[0, 3], Variables, Wait,
        (state, input, time, id, attempts, variables, wait) => new Frame
        {
            Id = 0,
            ParentId = id % 2 == 0 ? (int)id : null,
            Index = (int)(id % 5),
            StateName = state,
            Input = input,
            EnteredEventId = id,
            EnteredTime = time,
            PreviousEventId = id + 1,
            RetrierAttempts = [.. attempts],
            RetryCount = attempts.Sum(),
            Variables = variables,
            Item = id % 3 == 0 ? input : null,
            Wait = wait,
        });

    public static readonly Gen<Execution> Execution = Gen.Select(Frame.Array[0, 5], Time, Gen.Enum<ExecutionStatus>(), OptionalText, Payload, Gen.Long[1, 24_000],
        (frames, time, status, text, payload, id) => new Execution
        {
            Facts = new ExecutionFacts("arn:aws:states:us-east-1:123456789012:execution:orders:a", "a", "arn:aws:states:us-east-1:123456789012:stateMachine:orders",
                "orders", "sha256:1", "role", time, payload, text),
            Status = status,
            LastEventId = id,
            LastEventTime = time,
            Frames = frames.Select((frame, i) => frame with { Id = i }).ToImmutableSortedDictionary(f => f.Id, f => f),
            NextFrameId = frames.Length,
            NextTaskId = id + 1,
            Deadline = id % 2 == 0 ? time.AddDays(1) : null,
            Output = id % 3 == 0 ? payload : null,
            Error = id % 4 == 0 ? new StatesError(text, "because") : null,
            StopTime = id % 5 == 0 ? time : null,
            RedriveCount = (int)(id % 6),
            RedriveTime = id % 7 == 0 ? time : null,
        });

    private static Gen<string?> Optional(Gen<string> gen) => Gen.Select(gen, Gen.Int[0, 2], (value, dice) => dice == 0 ? null : value);

    private static TaskResource Resource(string arn) => TaskResource.TryParse(arn, out var resource) ? resource : throw new InvalidOperationException(arn);

    /// <summary>Half surrogate pairs have no UTF-8 form.</summary>
    private static string Valid(string text) => string.Concat(text.EnumerateRunes().Select(rune => rune.ToString()));
}
