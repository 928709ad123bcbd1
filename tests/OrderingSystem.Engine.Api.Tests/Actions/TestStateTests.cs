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

    [Theory]
    [InlineData("DEBUG", false)]
    [InlineData("TRACE", true)]
    public async Task TestState_HttpTask_ShowsRequestAndResponseWhenTraced(string inspectionLevel, bool isShown)
    {
        const string Definition = """
            { "Type": "Task", "Resource": "arn:aws:states:::http:invoke", "Parameters": { "ApiEndpoint": "https://a.example", "Method": "GET", "Authentication": { "ConnectionArn": "c" } }, "End": true }
            """;
        await using var engine = await WholeEngine.StartAsync(call =>
        {
            call.Inspection!.RevealSecrets.Should().Be(isShown);
            call.Inspection.Show(new HttpExchange(
                new HttpExchangeRequest("https", "GET", "https://a.example/", [new("a", "1"), new("b", "2")], Body: null),
                new HttpExchangeResponse("https", 200, "OK", [new("content-type", "text/plain")], "hello")));
            return ServiceResult.Success(Payload.FromText("1"));
        });

        var tested = await engine.CallAsync("TestState", new { definition = Definition, roleArn = Role, inspectionLevel, revealSecrets = isShown });

        var inspection = tested.GetProperty("inspectionData");
        inspection.TryGetProperty("request", out var request).Should().Be(isShown);
        inspection.TryGetProperty("response", out var response).Should().Be(isShown);
        if (isShown)
        {
            request.ToString().Should().Be("""{"protocol":"https","method":"GET","url":"https://a.example/","headers":"[a: 1, b: 2]"}""");
            response.ToString().Should().Be("""{"protocol":"https","statusCode":"200","statusMessage":"OK","headers":"[content-type: text/plain]","body":"hello"}""");
        }
    }

    [Theory]
    [InlineData("JSON", """, "ItemsPointer": "/orders/open" """, """{"orders":{"open":[1,2,3]}}""", """["x1","x2","x3"]""", "[1,2,3]")]
    [InlineData("JSONL", "", "1\n2\n3\n", """["x1","x2","x3"]""", null)]
    [InlineData("JSONL", """, "MaxItems": 2 """, "1\n2\n3\n", """["x1","x2"]""", null)]
    [InlineData("CSV", """, "CSVHeaderLocation": "GIVEN", "CSVHeaders": ["n"] """, "1\n2\n", """["x{n=1}","x{n=2}"]""", null)]
    public async Task TestState_DistributedMap_ShowsItsItemsStepByStep(string type, string config, string data, string selected, string? pointed)
    {
        var definition = $$"""
            { "Type": "Map", "ItemReader": { "Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": { "InputType": "{{type}}"{{config}} }, "Parameters": { "Bucket": "b", "Key": "k" } },
              "ItemSelector": { "v.$": "States.Format('x{}', $$.Map.Item.Value)" }, "ItemBatcher": { "MaxItemsPerBatch": 2, "BatchInput": { "b": 1 } }, "MaxConcurrency": 4, "ToleratedFailureCount": 5,
              "ItemProcessor": { "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" }, "StartAt": "A", "States": { "A": { "Type": "Pass", "End": true } } }, "End": true }
            """;
        await using var engine = await WholeEngine.StartAsync(_ => ServiceResult.Success(Payload.Null));

        var tested = await engine.CallAsync("TestState", new
        {
            definition,
            input = "{}",
            inspectionLevel = "DEBUG",
            stateConfiguration = new { mapItemReaderData = data },
            mock = new { result = "[]" },
        });

        tested.GetProperty("status").GetString().Should().Be("SUCCEEDED", tested.ToString());
        var inspection = tested.GetProperty("inspectionData");
        var items = JsonArrayOf(selected).Select(item => $$"""{"v":"{{item}}"}""").ToList();
        inspection.GetProperty("afterItemSelector").GetString().Should().Be($"[{string.Join(',', items)}]");
        inspection.GetProperty("afterItemBatcher").GetString().Should().Be(
            $"[{string.Join(',', items.Chunk(2).Select(batch => $$"""{"BatchInput":{"b":1},"Items":[{{string.Join(',', batch)}}]}"""))}]");
        (inspection.TryGetProperty("afterItemsPointer", out var pointer) ? pointer.GetString() : null).Should().Be(pointed);
        (inspection.GetProperty("maxConcurrency").GetInt32(), inspection.GetProperty("toleratedFailureCount").GetInt32()).Should().Be((4, 5));
    }

    [Fact]
    public async Task TestState_ReaderDataThatTheReaderCannotRead_IsRefused()
    {
        const string Definition = """
            { "Type": "Map", "ItemReader": { "Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": { "InputType": "JSON", "ItemsPointer": "/a" }, "Parameters": { "Bucket": "b", "Key": "k" } },
              "ItemProcessor": { "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" }, "StartAt": "A", "States": { "A": { "Type": "Pass", "End": true } } }, "End": true }
            """;
        await using var engine = await WholeEngine.StartAsync(_ => ServiceResult.Success(Payload.Null));

        var refused = await engine.CallAsync("TestState", new { definition = Definition, stateConfiguration = new { mapItemReaderData = "{}" }, mock = new { result = "[]" } });

        refused.GetProperty("__type").GetString().Should().Be("ValidationException");
        refused.GetProperty("message").GetString().Should().Contain("the ItemsPointer '/a' leads to nothing");
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

    private static List<string> JsonArrayOf(string json) => [.. ((JsonArray)JsonValue.Parse(json)).Select(item => ((JsonString)item).Value)];
}
