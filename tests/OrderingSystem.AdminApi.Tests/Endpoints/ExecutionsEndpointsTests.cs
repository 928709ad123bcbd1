using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OrderingSystem.Application.Executions;
using OrderingSystem.Application.Outages;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Domain.Carriers;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.AdminApi.Tests.Endpoints;

public sealed class ExecutionsEndpointsTests : IAsyncLifetime
{
    private const string Definition =
        """
        { "StartAt": "Ask", "States": { "Ask": { "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken", "End": true,
          "Parameters": { "FunctionName": "f", "Payload": { "orderId.$": "$.orderId", "taskToken.$": "$$.Task.Token" } } } } }
        """;

    private const string Token = "a-secret-token";
    private static readonly Order Order = Samples.OrderOf("a");

    private ApiServer _api = null!;

    private static string Name => Order.OrderId.Value;

    public async ValueTask InitializeAsync()
    {
        _api = await ApiServer.StartAsync();
        _api.Executions.AddMachine("order", Definition);
        _api.Executions.AddMachine("theirs", Definition);
        Wait("order");
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task List_RunningExecution_TellsWhereItStands()
    {
        var item = (await _api.SendAsync("GET", "/api/executions")).Json["items"]!.AsArray().Single()!;

        item["currentState"]!.GetValue<string>().Should().Be("Ask");
        item["waitingFor"]!.GetValue<string>().Should().Be("callback");
        item["orderId"]!.GetValue<string>().Should().Be(Name);
        (await _api.SendAsync("GET", "/api/executions?status=failed")).Json["items"]!.AsArray().Should().BeEmpty();
        (await _api.SendAsync("GET", $"/api/executions?search={Name[..6]}")).Json["items"]!.AsArray().Should().ContainSingle();
        (await _api.SendAsync("GET", "/api/executions?search=O-NONE")).Json["items"]!.AsArray().Should().BeEmpty();
    }

    [Theory]
    [InlineData("/api/executions?status=asleep", 400)]
    [InlineData("/api/executions?cursor=x", 400)]
    [InlineData("/api/executions?stateMachine=none", 404)]
    [InlineData("/api/executions/none", 404)]
    [InlineData("/api/executions/none/history", 404)]
    [InlineData("/api/executions/none/resume", 404)]
    [InlineData("/api/state-machines/none", 404)]
    [InlineData("/api/waiting?kind=none", 400)]
    public async Task Get_WhatIsNotThere_SaysSo(string path, int status) => (await _api.SendAsync("GET", path)).Status.Should().Be(status);

    [Fact]
    public async Task History_CallbackTask_ShowsNoToken()
    {
        var history = await _api.SendAsync("GET", $"/api/executions/{Name}/history?limit=1000&reverse=true");
        var details = await _api.SendAsync("GET", $"/api/executions/{Name}");
        var preview = await _api.SendAsync("GET", $"/api/executions/{Name}/resume");

        history.Json["items"]!.AsArray().Should().HaveCount(3);
        history.Json["items"]![0]!["type"]!.GetValue<string>().Should().Be("TaskSubmitted");
        string.Concat(history.Json.ToJsonString(), details.Json.ToJsonString(), preview.Json.ToJsonString()).Should().NotContain(Token);
        details.Json["definition"]!["StartAt"]!.GetValue<string>().Should().Be("Ask");
    }

    [Fact]
    public async Task Resume_PlainCallback_SendsTheOutputOnce()
    {
        Wait("theirs");
        var path = $"/api/executions/{Name}/resume?stateMachine=theirs";

        var first = await _api.SendAsync("POST", path, Body("success", """{"n":1}"""));
        var again = await _api.SendAsync("POST", path, Body("success", """{"n":1}"""));

        first.Status.Should().Be(200);
        _api.Executions.Redeemed.Should().Equal((Token, """{"n":1}"""));
        again.Status.Should().Be(409);
        again.ProblemType.Should().EndWith("moved-on");
    }

    [Fact]
    public async Task Resume_PlainCallbackFails_SendsTheError()
    {
        Wait("theirs");

        var body = """{"state":"Ask","enteredEventId":2,"outcome":"failure","error":"Gone","reason":"They went."}""";
        var answer = await _api.SendAsync("POST", $"/api/executions/{Name}/resume?stateMachine=theirs", body);

        answer.Status.Should().Be(200);
        _api.Executions.Redeemed.Single().Sent.Should().Be("Gone: They went.");
    }

    [Fact]
    public async Task Resume_OrderThatAsks_IsADecision()
    {
        _api.Workflow.Await(new TaskToken(Token));
        await _api.Orders.TryAddAsync(Order with { ExecutionArn = $"arn:aws:states:us-east-1:123456789012:execution:order:{Name}", Attention = new Attention("BookShipment", "Refused", "Bad address.", Samples.Start.AddMinutes(-5), 0, new TaskToken(Token)) }, [], default);

        var preview = await _api.SendAsync("GET", $"/api/executions/{Name}/resume");
        var waiting = await _api.SendAsync("GET", "/api/waiting");
        var answer = await _api.SendAsync("POST", $"/api/executions/{Name}/resume", Body("success", """{"decision":"retry"}"""));

        preview.Json["kind"]!.GetValue<string>().Should().Be("decision");
        preview.Json["question"]!.GetValue<string>().Should().Be("Bad address.");
        preview.Json["outcomes"]!.AsArray().Should().HaveCount(3);
        waiting.Json["items"]!.AsArray().Single()!["enteredEventId"]!.GetValue<long>().Should().Be(2);
        answer.Status.Should().Be(200);
        (await _api.Orders.FindAsync(Order.OrderId, default))!.Attention.Should().BeNull();
        (await _api.Orders.ReadTimelineAsync(Order.OrderId, default)).Should().ContainSingle(entry => entry.Kind == TimelineKind.Decided && entry.Text.Contains("Because"));
    }

    [Fact]
    public async Task Resume_ParkedOrder_IsLetGoOnce()
    {
        await _api.Orders.TryAddAsync(Order, [], default);
        await _api.Services.GetRequiredService<IParkedOrderStore>().ParkAsync(
            new ParkedOrder { ExecutionName = Name, OrderId = Order.OrderId, State = "BookShipment", OutageId = "outage-1", Token = new TaskToken(Token), ParkedAt = Samples.Start },
            default);

        var preview = await _api.SendAsync("GET", $"/api/executions/{Name}/resume");
        var failed = await _api.SendAsync("POST", $"/api/executions/{Name}/resume", Body("failure", "null"));
        var answer = await _api.SendAsync("POST", $"/api/executions/{Name}/resume", Body("success", "null"));

        preview.Json["kind"]!.GetValue<string>().Should().Be("carrier");
        preview.Json["carrierState"]!.GetValue<string>().Should().Be("up");
        failed.ErrorFields.Should().Equal("outcome");
        answer.Status.Should().Be(200);
        _api.Companions.Released.Should().Equal(new TaskToken(Token));
        (await _api.SendAsync("GET", "/api/carrier/waiting")).Json["items"]!.AsArray().Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{"state":"Ask","enteredEventId":2,"outcome":"success","output":{}}""", "reason")]
    [InlineData("""{"state":"Ask","enteredEventId":2,"outcome":"yes","output":{},"reason":"r"}""", "outcome")]
    [InlineData("""{"enteredEventId":2,"outcome":"success","output":{},"reason":"r"}""", "state")]
    [InlineData("""{"state":"Ask","outcome":"success","output":{},"reason":"r"}""", "enteredEventId")]
    [InlineData("""{"state":"Ask","enteredEventId":2,"outcome":"success","reason":"r"}""", "output")]
    [InlineData("""{"state":"Ask","enteredEventId":2,"outcome":"success","output":{},"reason":"r","taskToken":"t"}""", "taskToken")]
    public async Task Resume_BadBody_NamesTheField(string body, string field)
    {
        Wait("theirs");

        var answer = await _api.SendAsync("POST", $"/api/executions/{Name}/resume?stateMachine=theirs", body);

        answer.Status.Should().Be(422);
        answer.ErrorFields.Should().Equal(field);
        _api.Executions.Redeemed.Should().BeEmpty();
    }

    [Fact]
    public async Task Resume_AnotherWaitThanWasLookedAt_ChangesNothing()
    {
        Wait("theirs");

        var body = """{"state":"Ask","enteredEventId":1,"outcome":"success","output":{},"reason":"r"}""";
        var answer = await _api.SendAsync("POST", $"/api/executions/{Name}/resume?stateMachine=theirs", body);

        answer.Status.Should().Be(409);
        answer.Json["detail"]!.GetValue<string>().Should().Contain("Nothing was changed");
        _api.Executions.Redeemed.Should().BeEmpty();
    }

    [Fact]
    public async Task Waiting_CallbacksOfOtherMachines_AreFound()
    {
        Wait("theirs");

        var waiting = await _api.SendAsync("GET", "/api/waiting?kind=callback");

        waiting.Json["items"]!.AsArray().Single()!["stateMachine"]!.GetValue<string>().Should().Be("theirs");
        (await _api.SendAsync("GET", "/api/state-machines")).Json["items"]!.AsArray().Should().HaveCount(2);
    }

    private static string Body(string outcome, string output) =>
        $$"""{"state":"Ask","enteredEventId":2,"outcome":"{{outcome}}","output":{{output}},"reason":"Because."}""";

    [Fact]
    public async Task Start_AnyMachine_RunsItWithTheInput()
    {
        var answer = await _api.SendAsync("POST", "/api/executions", """{"stateMachine":"theirs","name":"again-1","input":{"n":[1]},"reason":"The first was stopped."}""");
        var nameless = await _api.SendAsync("POST", "/api/executions", """{"stateMachine":"theirs","reason":"Once more."}""");

        answer.Status.Should().Be(201);
        answer.Location.Should().Be("/api/executions/again-1?stateMachine=theirs");
        nameless.Json["name"]!.GetValue<string>().Should().Be("made");
        _api.Control.Started.Select(started => (started.Name, started.Input)).Should().Equal(("again-1", """{"n":[1]}"""), (null, "{}"));
    }

    [Theory]
    [InlineData("""{"name":"a","reason":"r"}""", 422, "stateMachine")]
    [InlineData("""{"stateMachine":"order","reason":"r"}""", 422, "stateMachine")]
    [InlineData("""{"stateMachine":"theirs","name":"","reason":"r"}""", 422, "name")]
    [InlineData("""{"stateMachine":"theirs","name":"taken","reason":"r"}""", 422, "name")]
    [InlineData("""{"stateMachine":"theirs","name":"a"}""", 422, "reason")]
    [InlineData("""{"stateMachine":"none","reason":"r"}""", 404, null)]
    public async Task Start_WhatCannotBe_SaysWhy(string body, int status, string? field)
    {
        var answer = await _api.SendAsync("POST", "/api/executions", body);

        answer.Status.Should().Be(status);
        answer.ErrorFields.Should().Equal(field is null ? [] : [field]);
        _api.Control.Started.Should().BeEmpty();
    }

    [Fact]
    public async Task Heartbeat_WaitWithOne_IsSentForTheWaitThatWasLookedAt()
    {
        Wait("theirs", heartbeatSeconds: 60);
        var path = $"/api/executions/{Name}/heartbeat?stateMachine=theirs";

        var sent = await _api.SendAsync("POST", path, """{"state":"Ask","enteredEventId":2}""");
        var earlier = await _api.SendAsync("POST", path, """{"state":"Ask","enteredEventId":1}""");
        _api.Executions.Awaited.Clear();
        var late = await _api.SendAsync("POST", path, """{"state":"Ask","enteredEventId":2}""");

        sent.Status.Should().Be(200);
        sent.Json.ToJsonString().Should().NotContain(Token);
        earlier.ProblemType.Should().EndWith("moved-on");
        late.ProblemType.Should().EndWith("moved-on");
        _api.Executions.Beats.Should().Equal(Token, Token);
        _api.Executions.Redeemed.Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{"enteredEventId":2}""", "state")]
    [InlineData("""{"state":"Ask"}""", "enteredEventId")]
    [InlineData("""{"state":"Ask","enteredEventId":2}""", "state")]
    public async Task Heartbeat_BadBodyOrNoneWanted_NamesTheField(string body, string field)
    {
        Wait("theirs");

        var answer = await _api.SendAsync("POST", $"/api/executions/{Name}/heartbeat?stateMachine=theirs", body);

        answer.Status.Should().Be(422);
        answer.ErrorFields.Should().Equal(field);
    }

    private void Wait(string machine, long? heartbeatSeconds = null)
    {
        _api.Executions.Awaited.Add(Token);
        _api.Executions.AddExecution(
            new ExecutionKey(machine, Name),
            "RUNNING",
            FakeExecutionReader.Event(2, "TaskStateEntered", Samples.Start, "stateEnteredEventDetails", new JsonObject { ["name"] = "Ask", ["input"] = "{}" }),
            FakeExecutionReader.Event(3, "TaskScheduled", Samples.Start, "taskScheduledEventDetails", new JsonObject
            {
                ["resource"] = "invoke.waitForTaskToken",
                ["heartbeatInSeconds"] = heartbeatSeconds,
                ["parameters"] = $$$"""{"FunctionName":"f","Payload":{"orderId":"{{{Name}}}","taskToken":"{{{Token}}}"}}""",
            }),
            FakeExecutionReader.Event(4, "TaskSubmitted", Samples.Start, "taskSubmittedEventDetails", new JsonObject { ["resource"] = "invoke.waitForTaskToken" }));
    }
}
