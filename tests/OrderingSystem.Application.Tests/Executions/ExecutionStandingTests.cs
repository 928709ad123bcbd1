using System.Text.Json.Nodes;
using OrderingSystem.Application.Executions;
using OrderingSystem.Application.Tests.Fakes;

namespace OrderingSystem.Application.Tests.Executions;

public sealed class ExecutionStandingTests
{
    private const string Definition =
        """
        {
          "StartAt": "Ask",
          "States": {
            "Ask": {
              "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f", "Next": "Pause",
              "Retry": [
                { "ErrorEquals": ["Pending"], "IntervalSeconds": 10, "BackoffRate": 2.0, "MaxDelaySeconds": 60, "MaxAttempts": 5 },
                { "ErrorEquals": ["States.ALL"], "IntervalSeconds": 1, "MaxAttempts": 2 }
              ]
            },
            "Pause": { "Type": "Wait", "Seconds": 30, "Next": "Call" },
            "Call": {
              "Type": "Parallel", "End": true,
              "Branches": [ { "StartAt": "Callback", "States": { "Callback": {
                "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken", "End": true,
                "Parameters": { "FunctionName": "f", "Payload": { "key.$": "$$.Task.Token", "orderId": "x" } } } } } ]
            }
          }
        }
        """;

    [Fact]
    public void Read_TryFailedAndRetrierTakesIt_WaitsForTheRetrierWithItsBackOff()
    {
        var events = Visit(
            Failed(3, "Pending"), Failed(5, "Pending"), Failed(7, "Pending"));

        var standing = ExecutionStanding.Read(events, Definition);

        standing.State.Should().Be("Ask");
        standing.WaitingFor.Should().Be("retry");
        standing.Attempt.Should().Be(3);
        standing.LastError.Should().Be("Pending");
        standing.NextAt.Should().Be(At(8).AddSeconds(40), "the third retry of 10 s, doubled twice");
    }

    [Fact]
    public void Read_DelayBeyondItsMaximum_IsCapped()
    {
        var events = Visit(Failed(3, "Pending"), Failed(5, "Pending"), Failed(7, "Pending"), Failed(9, "Pending"));

        ExecutionStanding.Read(events, Definition).NextAt.Should().Be(At(10).AddSeconds(60));
    }

    [Fact]
    public void Read_AttemptsUsedUp_NothingHappensByItself()
    {
        var events = Visit(Failed(3, "Other"), Failed(5, "Other"), Failed(7, "Other"));

        ExecutionStanding.Read(events, Definition).NextAt.Should().BeNull();
    }

    [Fact]
    public void Read_WaitState_EndsByItsSeconds()
    {
        HistoryEntry[] events = [Entered(9, "WaitStateEntered", "Pause")];

        var standing = ExecutionStanding.Read(events, Definition);

        standing.WaitingFor.Should().Be("timer");
        standing.NextAt.Should().Be(At(9).AddSeconds(30));
    }

    [Fact]
    public void Read_CallbackInABranch_IsFoundWithItsToken()
    {
        HistoryEntry[] events = [Submitted(12), Scheduled(11, """{"FunctionName":"f","Payload":{"key":"secret","orderId":"x"}}"""), Entered(10, "TaskStateEntered", "Callback")];

        var standing = ExecutionStanding.Read(events, Definition);
        var callback = OpenCallback.Of(new ExecutionKey("m", "e"), standing, Definition);

        standing.WaitingFor.Should().Be("callback");
        standing.NextAt.Should().Be(At(11).AddSeconds(600), "its timeout");
        callback!.Token!.Value.Reveal().Should().Be("secret");
        callback.EnteredEventId.Should().Be(10);
        callback.Parameters!.ToJsonString().Should().NotContain("secret");
    }

    [Theory]
    [InlineData("ExecutionSucceeded")]
    [InlineData("TaskStateExited")]
    public void Read_EndedOrBetweenStates_IsNowhere(string latest)
    {
        HistoryEntry[] events = [FakeExecutionReader.Event(4, latest, At(4)), Entered(2, "TaskStateEntered", "Ask")];

        ExecutionStanding.Read(events, Definition).Should().Be(ExecutionStanding.Nowhere);
    }

    [Fact]
    public void Redact_TokenUnderAnyName_IsBlackedOut()
    {
        var scheduled = Scheduled(11, """{"FunctionName":"f","Payload":{"key":"secret","taskToken":"other","orderId":"x"}}""");

        var shown = CallbackTokens.Redact(scheduled, CallbackTokens.PathsOf(Definition)).Text("parameters");

        shown.Should().Be("""{"FunctionName":"f","Payload":{"key":"(redacted)","taskToken":"(redacted)","orderId":"x"}}""");
        scheduled.Text("parameters").Should().Contain("secret", "what was read stays as it was");
    }

    [Theory]
    [InlineData("O-7Q2M0C9T5V1H8K3X6B4D2F0R1N", "O-7Q2M0C9T5V1H8K3X6B4D2F0R1N")]
    [InlineData("cancel-O-7Q2M0C9T5V1H8K3X6B4D2F0R1N", "O-7Q2M0C9T5V1H8K3X6B4D2F0R1N")]
    [InlineData("O-7Q2M0C9T5V1H8K3X6B4D2F0R1N-2", "O-7Q2M0C9T5V1H8K3X6B4D2F0R1N")]
    [InlineData("TWO-FOLD", null)]
    [InlineData("outage-20261123T173523Z-5", null)]
    public void OrderOf_ExecutionName_FindsTheOrder(string name, string? expected) =>
        (ExecutionOverview.OrderOf(name)?.Value).Should().Be(expected);

    private static DateTimeOffset At(long id) => Samples.Start.AddSeconds(id);

    /// <summary>One visit of the state Ask, newest first: each failed try is scheduled one event before.</summary>
    private static List<HistoryEntry> Visit(params HistoryEntry[] failures)
    {
        List<HistoryEntry> events = [Entered(2, "TaskStateEntered", "Ask")];
        foreach (var failure in failures)
        {
            events.Add(FakeExecutionReader.Event(failure.Id, "LambdaFunctionScheduled", At(failure.Id), "lambdaFunctionScheduledEventDetails", []));
            events.Add(failure with { Id = failure.Id + 1, At = At(failure.Id + 1) });
        }

        events.Reverse();
        return events;
    }

    private static HistoryEntry Failed(long id, string error) => FakeExecutionReader.Event(
        id, "LambdaFunctionFailed", At(id), "lambdaFunctionFailedEventDetails", new JsonObject { ["error"] = error });

    private static HistoryEntry Entered(long id, string type, string name) => FakeExecutionReader.Event(
        id, type, At(id), "stateEnteredEventDetails", new JsonObject { ["name"] = name, ["input"] = "{}" });

    private static HistoryEntry Scheduled(long id, string parameters) => FakeExecutionReader.Event(
        id,
        "TaskScheduled",
        At(id),
        "taskScheduledEventDetails",
        new JsonObject { ["resource"] = "invoke.waitForTaskToken", ["resourceType"] = "lambda", ["parameters"] = parameters, ["timeoutInSeconds"] = 600L });

    private static HistoryEntry Submitted(long id) => FakeExecutionReader.Event(
        id, "TaskSubmitted", At(id), "taskSubmittedEventDetails", new JsonObject { ["resource"] = "invoke.waitForTaskToken" });
}
