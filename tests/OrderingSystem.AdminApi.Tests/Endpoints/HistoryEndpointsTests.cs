using System.Text.Json;
using System.Text.Json.Nodes;
using OrderingSystem.AdminApi.Endpoints;
using OrderingSystem.AdminApi.Serialization;
using OrderingSystem.Application.Executions;
using OrderingSystem.Application.Tests.Fakes;

namespace OrderingSystem.AdminApi.Tests.Endpoints;

public sealed class HistoryEndpointsTests : IAsyncLifetime
{
    private const string Token = "a-secret-token";
    private const string Path = "/api/executions/one/history";

    private static readonly ExecutionKey Key = new("theirs", "one");

    private ApiServer _api = null!;

    public async ValueTask InitializeAsync()
    {
        _api = await ApiServer.StartAsync();
        _api.Executions.AddMachine(
            Key.StateMachine,
            """
            { "StartAt": "Ask", "States": { "Ask": { "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken", "End": true,
              "Parameters": { "FunctionName": "f", "Payload": { "secret.$": "$$.Task.Token" } } } } }
            """);
        _api.Executions.AddExecution(
            Key,
            "RUNNING",
            FakeExecutionReader.Event(1, "ExecutionStarted", Samples.Start, "executionStartedEventDetails", new JsonObject { ["input"] = """{"n":1}""" }),
            FakeExecutionReader.Event(2, "TaskStateEntered", Samples.Start, "stateEnteredEventDetails", new JsonObject { ["name"] = "Ask", ["input"] = """{"n":1}""" }),
            FakeExecutionReader.Event(3, "TaskScheduled", Samples.Start, "taskScheduledEventDetails", new JsonObject
            {
                ["resource"] = "invoke.waitForTaskToken",
                ["parameters"] = $$$"""{"Payload":{"secret":"{{{Token}}}"}}""",
            }),
            FakeExecutionReader.Event(4, "TaskFailed", Samples.Start, "taskFailedEventDetails", new JsonObject { ["error"] = "Gone", ["cause"] = new string('c', 500) }));
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Outline_OfAnExecution_IsOneLineAnEventWithoutTokens()
    {
        using var answer = await _api.Client.GetAsync($"{Path}/outline?stateMachine=theirs");
        var text = await answer.Content.ReadAsStringAsync();
        var lines = text.TrimEnd('\n').Split('\n').Select(line => JsonNode.Parse(line)!).ToList();

        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/x-ndjson");
        text.Should().NotContain(Token).And.EndWith("\n");
        lines.Select(line => line["id"]!.GetValue<long>()).Should().Equal(1, 2, 3, 4);
        lines[0]["text"]!.GetValue<string>().Should().Be("""{"n":1}""");
        lines[1]["name"]!.GetValue<string>().Should().Be("Ask");
        lines[2]["resource"]!.GetValue<string>().Should().Be("invoke.waitForTaskToken");
        lines[3]["error"]!.GetValue<string>().Should().Be("Gone");
        lines[3]["text"]!.GetValue<string>().Should().HaveLength(HistoryOutline.MaxText);
        lines[1].Deserialize(AdminApiJson.Default.HistoryOutlineView).Should().Be(
            new HistoryOutlineView(2, 1, "TaskStateEntered", Samples.Start, "Ask", null, null, null, """{"n":1}"""), "the lines are what the document says");
        lines[1].AsObject().Should().HaveCount(typeof(HistoryOutlineView).GetProperties().Length);
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(4, 0)]
    public async Task Outline_AfterAnEvent_IsTheRest(int after, int left)
    {
        var text = await _api.Client.GetStringAsync($"{Path}/outline?stateMachine=theirs&after={after}");

        text.Count(character => character == '\n').Should().Be(left);
    }

    [Theory]
    [InlineData("/api/executions/none/history/outline", 404)]
    [InlineData("/api/executions/none/history/outline?after=3", 404)]
    [InlineData(Path + "/outline?stateMachine=theirs&after=-1", 400)]
    [InlineData(Path + "/outline?stateMachine=theirs&after=two", 400)]
    [InlineData(Path + "/5?stateMachine=theirs", 404)]
    [InlineData(Path + "/0?stateMachine=theirs", 404)]
    [InlineData(Path + "/two?stateMachine=theirs", 404)]
    [InlineData(Path + "/1", 404)]
    public async Task Get_WhatIsNotThere_SaysSo(string path, int status) => (await _api.SendAsync("GET", path)).Status.Should().Be(status);

    [Fact]
    public async Task Event_OfACallback_IsWholeButForItsToken()
    {
        var scheduled = (await _api.SendAsync("GET", $"{Path}/3?stateMachine=theirs")).Json;
        var failed = (await _api.SendAsync("GET", $"{Path}/4?stateMachine=theirs")).Json;

        scheduled.ToJsonString().Should().NotContain(Token).And.Contain(CallbackTokens.Redacted);
        failed["details"]!["cause"]!.GetValue<string>().Should().HaveLength(500);
    }
}
