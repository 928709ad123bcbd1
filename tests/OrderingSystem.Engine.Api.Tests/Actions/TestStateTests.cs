using OrderingSystem.Engine.Api.Tests.Fakes;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.Engine.Api.Tests.Actions;

/// <summary>TestState where it calls a service itself; with mocks the recorded cases say what it answers.</summary>
public sealed class TestStateTests
{
    private const string Role = "arn:aws:iam::123456789012:role/r";
    private const string TaskState = """{ "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f", "End": true }""";

    [Fact]
    public async Task TestState_TaskWithoutMock_CallsTheService()
    {
        await using var engine = await WholeEngine.StartAsync(call => ServiceResult.Success(Payload.FromText($"[{call.Parameters},1]")));

        var tested = await engine.CallAsync("TestState", new { definition = TaskState, roleArn = Role, input = "7", inspectionLevel = "DEBUG" });

        tested.GetProperty("status").GetString().Should().Be("SUCCEEDED");
        tested.GetProperty("output").GetString().Should().Be("[7,1]");
        tested.GetProperty("inspectionData").ToString().Should().Be(
            """{"input":"7","afterInputPath":"7","afterParameters":"7","result":"[7,1]","afterResultSelector":"[7,1]","afterResultPath":"[7,1]"}""");
    }

    [Fact]
    public async Task TestState_ServiceRefuses_IsFailedWithItsError()
    {
        await using var engine = await WholeEngine.StartAsync(_ => ServiceResult.Failure("Down", "for now"));

        var tested = await engine.CallAsync("TestState", new { definition = TaskState, roleArn = Role });

        tested.ToString().Should().Be("""{"error":"Down","cause":"for now","status":"FAILED"}""");
    }

    [Theory]
    [InlineData("""{ "Type": "Pass" }""", "{}", null, "InvalidDefinition")]
    [InlineData("""{ "Type": "Pass", "End": true }""", "{", null, "InvalidExecutionInput")]
    [InlineData(TaskState, "{}", null, "ValidationException")] // no role, and no mock
    [InlineData("""{ "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "Parameters": { "QueueUrl": "q", "MessageBody": { "t.$": "$$.Task.Token" } }, "End": true }""", "{}", Role, "InvalidDefinition")]
    public async Task TestState_WhatCannotBeTested_IsRefused(string definition, string input, string? roleArn, string code)
    {
        await using var engine = await WholeEngine.StartAsync(_ => ServiceResult.Success(Payload.Null));

        var refused = await engine.CallAsync("TestState", new { definition, input, roleArn });

        refused.GetProperty("__type").GetString().Should().Be(code);
    }
}
