using System.Text;
using System.Text.Json;
using OrderingSystem.Engine.Api.Tests.Fakes;
using OrderingSystem.Engine.Mocks;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.Engine.Api.Tests.Actions;

/// <summary>Executions on a test case of a mock configuration, as a client sees them.</summary>
public sealed class MockedExecutionTests
{
    private const string Function = "arn:aws:lambda:us-east-1:123456789012:function:f";

    private const string Mocks =
        """
        {
          "StateMachines": { "m": { "TestCases": {
            "Retried": { "T": "FailsTwice" }, "Polled": { "T": "DoneThirdTime" }, "Each": { "T": "Once" }, "Silent": { "T": "Never" }, "Token": { "T": "Submitted" } } } },
          "MockedResponses": {
            "FailsTwice": { "0-1": { "Throw": { "Error": "Down", "Cause": "for now" } }, "2": { "Return": { "StatusCode": 200, "Payload": "up" } } },
            "DoneThirdTime": { "0-1": { "Return": { "Payload": "wait" } }, "2": { "Return": { "Payload": "done" } } },
            "Once": { "0": { "Return": { "Payload": 1 } } },
            "Never": { "0": { "Hang": true } },
            "Submitted": { "0": { "Submit": { "MessageId": "m-1" }, "Throw": {} } }
          }
        }
        """;

    [Fact]
    public async Task StartExecution_ThrowsForTheFirstTries_IsRetriedAndSucceeds()
    {
        await using var engine = await StartAsync();
        var machine = await CreateAsync(engine,
            $$"""{ "StartAt": "T", "States": { "T": { "Type": "Task", "Resource": "{{Function}}", "Retry": [ { "ErrorEquals": ["Down"], "IntervalSeconds": 1, "BackoffRate": 1 } ], "End": true } } }""");

        var ended = await RunAsync(engine, machine + "#Retried");

        ended.GetProperty("output").GetString().Should().Be("\"up\"");
    }

    [Fact]
    public async Task StartExecution_StateVisitedAgain_CountsEveryVisit()
    {
        await using var engine = await StartAsync();
        var machine = await CreateAsync(engine,
            $$"""
            { "StartAt": "T", "States": {
              "T": { "Type": "Task", "Resource": "{{Function}}", "Next": "Ask" },
              "Ask": { "Type": "Choice", "Choices": [ { "Variable": "$", "StringEquals": "done", "Next": "Done" } ], "Default": "T" },
              "Done": { "Type": "Succeed" } } }
            """);

        var ended = await RunAsync(engine, machine + "#Polled");

        ended.GetProperty("output").GetString().Should().Be("\"done\"");
    }

    [Theory]
    [InlineData("""{ "Mode": "INLINE" }""")]
    [InlineData("""{ "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" }""")]
    [InlineData("""{ "Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS" }""")]
    public async Task StartExecution_MapIterations_EachBeginsWithTheFirstResponse(string config)
    {
        await using var engine = await StartAsync();
        var machine = await CreateAsync(engine,
            $$"""
            { "StartAt": "M", "States": { "M": { "Type": "Map", "End": true, "ItemProcessor": { "ProcessorConfig": {{config}},
              "StartAt": "T", "States": { "T": { "Type": "Task", "Resource": "{{Function}}", "End": true } } } } } }
            """);

        var ended = await RunAsync(engine, machine + "#Each", "[7,8,9]");

        ended.GetProperty("output").GetString().Should().Be("[1,1,1]");
    }

    [Fact]
    public async Task StartExecution_Hangs_TimesOutAsTheStateSays()
    {
        await using var engine = await StartAsync();
        var machine = await CreateAsync(engine, $$"""{ "StartAt": "T", "States": { "T": { "Type": "Task", "Resource": "{{Function}}", "TimeoutSeconds": 1, "End": true } } }""");

        var ended = await RunAsync(engine, machine + "#Silent");

        ended.GetProperty("error").GetString().Should().Be("States.Timeout");
    }

    [Fact]
    public async Task StartExecution_SubmittedThenThrownWithoutWords_FailsWithoutThem()
    {
        await using var engine = await StartAsync();
        var machine = await CreateAsync(engine,
            """
            { "StartAt": "T", "States": { "T": { "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "End": true,
              "Parameters": { "QueueUrl": "q", "MessageBody": { "Token.$": "$$.Task.Token" } } } } }
            """);

        var ended = await RunAsync(engine, machine + "#Token");
        var history = await engine.CallAsync("GetExecutionHistory", new { executionArn = ended.GetProperty("executionArn").GetString() });

        ended.TryGetProperty("error", out _).Should().BeFalse();
        history.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("type").GetString()).Should().Equal(
            "ExecutionStarted", "TaskStateEntered", "TaskScheduled", "TaskStarted", "TaskSubmitted", "TaskFailed", "ExecutionFailed");
    }

    [Fact]
    public async Task StartExecution_UnknownTestCase_IsRefused()
    {
        await using var engine = await StartAsync();
        var machine = await CreateAsync(engine, """{ "StartAt": "P", "States": { "P": { "Type": "Pass", "End": true } } }""");

        var refused = await engine.CallAsync("StartExecution", new { stateMachineArn = machine + "#Typo" });

        refused.GetProperty("message").GetString().Should().Be(
            "There is no test case 'Typo' of the state machine 'm' in the mock configuration that this engine was started with (SFN_MOCK_CONFIG).");
    }

    private static Task<WholeEngine> StartAsync() =>
        WholeEngine.StartAsync(_ => ServiceResult.Success(Payload.FromText("\"not mocked\"")), MockConfiguration.Parse(Encoding.UTF8.GetBytes(Mocks)));

    private static async Task<string> CreateAsync(WholeEngine engine, string definition) =>
        (await engine.CallAsync("CreateStateMachine", new { name = "m", definition, roleArn = "arn:aws:iam::123456789012:role/r" })).GetProperty("stateMachineArn").GetString()!;

    private static async Task<JsonElement> RunAsync(WholeEngine engine, string arn, string input = "{}")
    {
        var execution = (await engine.CallAsync("StartExecution", new { stateMachineArn = arn, input })).GetProperty("executionArn").GetString()!;
        await engine.WaitForEndAsync(execution);
        return await engine.CallAsync("DescribeExecution", new { executionArn = execution });
    }
}
