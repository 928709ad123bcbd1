using OrderingSystem.Engine.Api.Tests.Fakes;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.Engine.Api.Tests.Actions;

/// <summary>What a client sees of a real engine, request by request.</summary>
public sealed class WholeEngineTests
{
    private const string Role = "arn:aws:iam::123456789012:role/r";

    [Fact]
    public async Task RedriveExecution_FailedTask_SucceedsOnceAndIsThenRefused()
    {
        var calls = 0;
        await using var engine = await WholeEngine.StartAsync(_ => calls++ == 0 ? ServiceResult.Failure("Down", "for now") : ServiceResult.Success(Payload.FromText("7")));
        var execution = await StartAsync(engine, """{ "StartAt": "T", "States": { "T": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f", "End": true } } }""");
        await engine.WaitForEndAsync(execution);
        var failed = await engine.CallAsync("DescribeExecution", new { executionArn = execution });

        var redriven = await engine.CallAsync("RedriveExecution", new { executionArn = execution, clientToken = "t-1" });
        await engine.WaitForEndAsync(execution);
        var repeated = await engine.CallAsync("RedriveExecution", new { executionArn = execution, clientToken = "t-1" });
        var refused = await engine.CallAsync("RedriveExecution", new { executionArn = execution, clientToken = "t-2" });

        failed.GetProperty("redriveStatus").GetString().Should().Be("REDRIVABLE");
        failed.TryGetProperty("redriveStatusReason", out _).Should().BeFalse();
        repeated.GetProperty("redriveDate").GetDecimal().Should().Be(redriven.GetProperty("redriveDate").GetDecimal());
        (refused.GetProperty("__type").GetString(), refused.GetProperty("message").GetString()).Should().Be(("ExecutionNotRedrivable", "Execution is SUCCEEDED and cannot be redriven"));
        var history = await engine.CallAsync("GetExecutionHistory", new { executionArn = execution });
        history.GetProperty("events").EnumerateArray().Single(e => e.GetProperty("type").GetString() == "ExecutionRedriven")
            .GetProperty("executionRedrivenEventDetails").GetProperty("redriveCount").GetInt32().Should().Be(1);
        (await engine.CallAsync("DescribeExecution", new { executionArn = execution })).GetProperty("redriveCount").GetInt32().Should().Be(1);
    }

    [Fact]
    public async Task Activity_MadeTakenAndAnswered_EndsTheExecution()
    {
        await using var engine = await WholeEngine.StartAsync(_ => ServiceResult.Success(Payload.Null));
        var activity = (await engine.CallAsync("CreateActivity", new { name = "pack" })).GetProperty("activityArn").GetString()!;
        var polling = engine.CallAsync("GetActivityTask", new { activityArn = activity, workerName = "w" });
        var execution = await StartAsync(
            engine, """{ "StartAt": "T", "States": { "T": { "Type": "Task", "Resource": "arn:aws:states:us-east-1:123456789012:activity:pack", "End": true } } }""");

        var task = await polling.WaitAsync(TimeSpan.FromSeconds(20));
        _ = await engine.CallAsync("SendTaskHeartbeat", new { taskToken = task.GetProperty("taskToken").GetString() });
        _ = await engine.CallAsync("SendTaskSuccess", new { taskToken = task.GetProperty("taskToken").GetString(), output = "42" });

        task.GetProperty("input").GetString().Should().Be("""{"a":1}""");
        (await engine.CallAsync("DescribeExecution", new { executionArn = execution })).GetProperty("output").GetString().Should().Be("42");
        var listed = await engine.CallAsync("ListActivities", new { });
        listed.GetProperty("activities").EnumerateArray().Single().GetProperty("name").GetString().Should().Be("pack");
        (await engine.CallAsync("DescribeActivity", new { activityArn = activity })).GetProperty("encryptionConfiguration").GetProperty("type").GetString().Should().Be("AWS_OWNED_KEY");
        _ = await engine.CallAsync("DeleteActivity", new { activityArn = activity });
        (await engine.CallAsync("DescribeActivity", new { activityArn = activity })).GetProperty("__type").GetString().Should().Be("ActivityDoesNotExist");
    }

    [Fact]
    public async Task Tags_AddedAtCreationAndLater_AreListedAndRemoved()
    {
        await using var engine = await WholeEngine.StartAsync(_ => ServiceResult.Success(Payload.Null));
        var activity = (await engine.CallAsync("CreateActivity", new { name = "pack", tags = new[] { new { key = "team", value = "shipping" } } })).GetProperty("activityArn").GetString()!;

        _ = await engine.CallAsync("TagResource", new { resourceArn = activity, tags = new[] { new { key = "stage", value = "" } } });
        _ = await engine.CallAsync("UntagResource", new { resourceArn = activity, tagKeys = new[] { "team", "none" } });
        var tags = await engine.CallAsync("ListTagsForResource", new { resourceArn = activity });
        var empty = await engine.CallAsync("TagResource", new { resourceArn = activity, tags = new[] { new { key = "", value = "v" } } });
        var missing = await engine.CallAsync("TagResource", new { resourceArn = activity });

        tags.GetProperty("tags").ToString().Should().Be("""[{"key":"stage","value":""}]""");
        empty.GetProperty("message").GetString().Should().Be(
            "1 validation error detected: Value '' at 'tags.1.member.key' failed to satisfy constraint: Member must have length greater than or equal to 1");
        missing.GetProperty("message").GetString().Should().Contain("Value null at 'tags'");
    }

    [Fact]
    public async Task DescribeStateMachineForExecution_UpdatedSince_IsWhatTheExecutionRuns()
    {
        await using var engine = await WholeEngine.StartAsync(_ => ServiceResult.Success(Payload.Null));
        const string Definition = """{ "StartAt": "W", "States": { "W": { "Type": "Wait", "Seconds": 1000, "End": true } } }""";
        var execution = await StartAsync(engine, Definition);

        _ = await engine.CallAsync("UpdateStateMachine", new
        {
            stateMachineArn = "arn:aws:states:us-east-1:123456789012:stateMachine:m",
            definition = """{ "StartAt": "S", "States": { "S": { "Type": "Succeed" } } }""",
        });
        var described = await engine.CallAsync("DescribeStateMachineForExecution", new { executionArn = execution });

        (described.GetProperty("name").GetString(), described.GetProperty("definition").GetString()).Should().Be(("m", Definition));
    }

    private static async Task<string> StartAsync(WholeEngine engine, string definition)
    {
        var machine = await engine.CallAsync("CreateStateMachine", new { name = "m", definition, roleArn = Role });
        var started = await engine.CallAsync("StartExecution", new { stateMachineArn = machine.GetProperty("stateMachineArn").GetString(), name = "e", input = """{"a":1}""" });
        return started.GetProperty("executionArn").GetString()!;
    }
}
