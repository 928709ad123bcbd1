using System.Buffers;
using System.Text;
using System.Text.Json;
using OrderingSystem.Engine.Api.Protocol;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.History;

namespace OrderingSystem.Engine.Api.Tests.Protocol;

public sealed class HistoryEventWriterTests
{
    private static readonly Payload Data = Payload.FromText("""{ "a": "ä\n" }""");

    public static TheoryData<HistoryEventType, HistoryEventDetails?, string> Events => new()
    {
        { HistoryEventType.LambdaFunctionStarted, null, "" },
        { HistoryEventType.TaskStateAborted, null, "" },
        { HistoryEventType.ExecutionStarted, new ExecutionStartedDetails(Data, "r"), """ "executionStartedEventDetails":{"input":"{ \"a\": \"ä\\n\" }","inputDetails":{"truncated":false},"roleArn":"r"}""" },
        { HistoryEventType.ExecutionFailed, new ErrorDetails(null, null), """ "executionFailedEventDetails":{}""" },
        { HistoryEventType.ExecutionTimedOut, new ErrorDetails("States.Timeout", null), """ "executionTimedOutEventDetails":{"error":"States.Timeout"}""" },
        { HistoryEventType.ExecutionSucceeded, new OutputDetails(Payload.Null), """ "executionSucceededEventDetails":{"output":"null","outputDetails":{"truncated":false}}""" },
        { HistoryEventType.ExecutionRedriven, new ExecutionRedrivenDetails(2), """ "executionRedrivenEventDetails":{"redriveCount":2}""" },
        { HistoryEventType.ChoiceStateEntered, new StateEnteredDetails("A", Payload.EmptyObject), """ "stateEnteredEventDetails":{"name":"A","input":"{}","inputDetails":{"truncated":false}}""" },
        { HistoryEventType.MapStateExited, new StateExitedDetails("A", Payload.EmptyObject, JsonObject.Of(("x", JsonValue.Of("1")), ("y", JsonValue.Of(2)))),
            """ "stateExitedEventDetails":{"name":"A","output":"{}","outputDetails":{"truncated":false},"assignedVariables":{"x":"\"1\"","y":"2"},"assignedVariablesDetails":{"truncated":false}}""" },
        { HistoryEventType.LambdaFunctionScheduled, new FunctionScheduledDetails("f", Payload.EmptyObject, 5, null, "c"),
            """ "lambdaFunctionScheduledEventDetails":{"resource":"f","input":"{}","inputDetails":{"truncated":false},"timeoutInSeconds":5,"taskCredentials":{"roleArn":"c"}}""" },
        { HistoryEventType.ActivityScheduled, new FunctionScheduledDetails("f", Payload.EmptyObject, 5, 2, null),
            """ "activityScheduledEventDetails":{"resource":"f","input":"{}","inputDetails":{"truncated":false},"timeoutInSeconds":5,"heartbeatInSeconds":2}""" },
        { HistoryEventType.ActivityStarted, new ActivityStartedDetails(null), """ "activityStartedEventDetails":{}""" },
        { HistoryEventType.TaskScheduled, new TaskScheduledDetails("lambda", "invoke", "us-east-1", Payload.EmptyObject, null, null, null),
            """ "taskScheduledEventDetails":{"resourceType":"lambda","resource":"invoke","region":"us-east-1","parameters":"{}"}""" },
        { HistoryEventType.TaskStarted, new TaskStartedDetails("lambda", "invoke"), """ "taskStartedEventDetails":{"resourceType":"lambda","resource":"invoke"}""" },
        { HistoryEventType.TaskSubmitted, new TaskOutputDetails("lambda", "invoke", Payload.EmptyObject),
            """ "taskSubmittedEventDetails":{"resourceType":"lambda","resource":"invoke","output":"{}","outputDetails":{"truncated":false}}""" },
        { HistoryEventType.TaskTimedOut, new TaskErrorDetails("lambda", "invoke", "States.Timeout", null),
            """ "taskTimedOutEventDetails":{"resourceType":"lambda","resource":"invoke","error":"States.Timeout"}""" },
        { HistoryEventType.MapStateStarted, new MapStateStartedDetails(0), """ "mapStateStartedEventDetails":{"length":0}""" },
        { HistoryEventType.MapIterationAborted, new MapIterationDetails("A", 3), """ "mapIterationAbortedEventDetails":{"name":"A","index":3}""" },
        { HistoryEventType.MapRunStarted, new MapRunStartedDetails("m"), """ "mapRunStartedEventDetails":{"mapRunArn":"m"}""" },
        { HistoryEventType.MapRunRedriven, new MapRunRedrivenDetails("m", 1), """ "mapRunRedrivenEventDetails":{"mapRunArn":"m","redriveCount":1}""" },
        { HistoryEventType.EvaluationFailed, new EvaluationFailedDetails("A", "Output", "States.QueryEvaluationError", "c"),
            """ "evaluationFailedEventDetails":{"error":"States.QueryEvaluationError","cause":"c","location":"Output","state":"A"}""" },
    };

    [Theory]
    [MemberData(nameof(Events))]
    public void Write_Event_IsTheServiceModelsForm(HistoryEventType type, HistoryEventDetails? details, string member)
    {
        var json = Write(new HistoryEvent(7, 5, new DateTimeOffset(2026, 1, 2, 3, 4, 5, 60, TimeSpan.Zero), type, details));

        json.Should().Be($$"""{"timestamp":1767323045.06,"type":"{{type}}","id":7,"previousEventId":5{{(member.Length == 0 ? "" : "," + member.Trim())}}}""");
    }

    [Fact]
    public void Write_WithoutExecutionData_LeavesOutInputsOutputsAndVariables()
    {
        var json = Write(new HistoryEvent(2, 1, DateTimeOffset.UnixEpoch, HistoryEventType.PassStateExited, new StateExitedDetails("A", Data, JsonObject.Of(("x", JsonValue.True)))), false);

        json.Should().Be("""{"timestamp":0,"type":"PassStateExited","id":2,"previousEventId":1,"stateExitedEventDetails":{"name":"A"}}""");
    }

    [Fact]
    public void Write_EveryKindOfDetails_HasItsForm()
    {
        var written = Events.Select(row => row.Data.Item2).Where(details => details is not null).Select(details => details!.GetType()).Distinct();

        var all = typeof(HistoryEventDetails).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(HistoryEventDetails)) && !type.IsAbstract);

        written.Should().BeEquivalentTo(all);
    }

    private static string Write(HistoryEvent historyEvent, bool includeExecutionData = true)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            new HistoryEventWriter(writer, includeExecutionData).Write(historyEvent);
        }

        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
