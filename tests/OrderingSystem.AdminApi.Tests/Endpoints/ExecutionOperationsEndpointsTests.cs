using OrderingSystem.Application.Executions;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.AdminApi.Tests.Endpoints;

public sealed class ExecutionOperationsEndpointsTests : IAsyncLifetime
{
    private const string Reason = """{"reason":"The bug is mended."}""";
    private const string FromBooking = """{"fromState":"BookShipment","reason":"The history is full."}""";

    private ApiServer _api = null!;
    private Order _order = null!;

    private string Name => _order.OrderId.Value;

    public async ValueTask InitializeAsync()
    {
        _api = await ApiServer.StartAsync();
        _order = Samples.OrderOf("a");
        _order = _order with { ExecutionArn = FakeExecutionOperations.ArnOf(_order.OrderId.Value) };
        await _api.Orders.TryAddAsync(_order, [], default);
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Theory]
    [InlineData(Reason)]
    [InlineData(null)]
    public async Task Redrive_FailedExecution_RunsAndTheTimelineSaysWho(string? body)
    {
        _api.Operations.Put(Name, "FAILED");

        var answer = await _api.SendAsync("POST", $"/api/executions/{Name}/redrive", body);

        answer.Status.Should().Be(200);
        answer.Json["status"]!.GetValue<string>().Should().Be("RUNNING");
        (await _api.Orders.ReadTimelineAsync(_order.OrderId, default)).Should().ContainSingle().Which.Kind.Should().Be(TimelineKind.Redriven);
    }

    [Fact]
    public async Task Operate_ExecutionOfAnotherMachineNamedAsAnOrder_LeavesTheOrderAlone()
    {
        _api.Operations.Put(Name, "RUNNING");
        _api.Executions.AddMachine("theirs", "{}");
        _api.Executions.AddExecution(new ExecutionKey("theirs", Name), "RUNNING");

        var stopped = await _api.SendAsync("POST", $"/api/executions/{Name}/stop?stateMachine=theirs", Reason);
        var redriven = await _api.SendAsync("POST", $"/api/executions/{Name}/redrive?stateMachine=theirs", Reason);

        var arn = $"arn:aws:states:us-east-1:123456789012:execution:theirs:{Name}";
        stopped.Status.Should().Be(200);
        redriven.Status.Should().Be(200);
        _api.Control.Stopped.Should().Equal((arn, "The bug is mended."));
        _api.Control.Redriven.Should().Equal(arn);
        (await _api.Operations.FindAsync(Name, default))!.Status.Should().Be("RUNNING");
        (await _api.Orders.ReadTimelineAsync(_order.OrderId, default)).Should().BeEmpty();
    }

    [Theory]
    [InlineData("order")]
    [InlineData("prod-order")]
    public async Task Stop_OrdersMachineNamed_IsWrittenDownOnTheOrder(string machine)
    {
        _api.Operations.Put(Name, "RUNNING");

        var answer = await _api.SendAsync("POST", $"/api/executions/{Name}/stop?stateMachine={machine}", Reason);

        answer.Status.Should().Be(200);
        (await _api.Orders.ReadTimelineAsync(_order.OrderId, default)).Should().ContainSingle().Which.Kind.Should().Be(TimelineKind.Stopped);
    }

    [Fact]
    public async Task Operate_ExecutionOfAnotherMachine_SaysWhyNot()
    {
        _api.Executions.AddMachine("theirs", "{}");
        _api.Executions.AddExecution(new ExecutionKey("theirs", "done"), "SUCCEEDED");
        _api.Control.Declines = "It succeeded.";

        var stopped = await _api.SendAsync("POST", "/api/executions/done/stop?stateMachine=theirs", Reason);
        var redriven = await _api.SendAsync("POST", "/api/executions/done/redrive?stateMachine=theirs", Reason);
        var missing = await _api.SendAsync("POST", "/api/executions/gone/stop?stateMachine=theirs", Reason);
        var unexplained = await _api.SendAsync("POST", "/api/executions/done/stop?stateMachine=theirs", "{}");

        stopped.ProblemType.Should().EndWith("execution-not-running");
        redriven.ProblemType.Should().EndWith("not-redrivable");
        missing.Status.Should().Be(404);
        unexplained.ErrorFields.Should().Equal("reason");
    }

    [Fact]
    public async Task Redrive_TooLate_SaysWhyAndWhatToDo()
    {
        _api.Operations.Put(Name, "FAILED", "Execution redrivable period exceeded");

        var answer = await _api.SendAsync("POST", $"/api/executions/{Name}/redrive", Reason);

        answer.Status.Should().Be(409);
        answer.ProblemType.Should().EndWith("not-redrivable");
        answer.Json["detail"]!.GetValue<string>().Should().Contain("period exceeded").And.Contain("run again");
    }

    [Fact]
    public async Task Redrive_OrderThatWasRunAgain_IsRefusedForTheEarlierExecution()
    {
        _api.Operations.Put(Name, "FAILED");
        await _api.SendAsync("POST", $"/api/executions/{Name}/run-again", FromBooking);

        var answer = await _api.SendAsync("POST", $"/api/executions/{Name}/redrive", Reason);

        answer.Status.Should().Be(409);
        answer.Json["detail"]!.GetValue<string>().Should().Contain($"{Name}-2");
        _api.Operations.Redriven.Should().BeEmpty();
    }

    [Fact]
    public async Task Redrive_OrderThatIsCancelled_IsRefused()
    {
        _api.Operations.Put(Name, "ABORTED");
        _api.Operations.Put($"cancel-{Name}", "RUNNING");

        (await _api.SendAsync("POST", $"/api/executions/{Name}/redrive", Reason)).Status.Should().Be(409);
    }

    [Fact]
    public async Task Redrive_FailedCancellation_Runs()
    {
        _api.Operations.Put($"cancel-{Name}", "FAILED");

        (await _api.SendAsync("POST", $"/api/executions/cancel-{Name}/redrive", Reason)).Status.Should().Be(200);
    }

    [Theory]
    [InlineData("redrive")]
    [InlineData("stop")]
    public async Task Operate_UnknownExecution_IsMissing(string operation) =>
        (await _api.SendAsync("POST", $"/api/executions/nobody/{operation}", Reason)).Status.Should().Be(404);

    [Fact]
    public async Task Stop_RunningExecution_IsAborted()
    {
        _api.Operations.Put(Name, "RUNNING");

        var answer = await _api.SendAsync("POST", $"/api/executions/{Name}/stop", Reason);
        var again = await _api.SendAsync("POST", $"/api/executions/{Name}/stop", Reason);

        answer.Json["status"]!.GetValue<string>().Should().Be("ABORTED");
        again.ProblemType.Should().EndWith("execution-not-running");
    }

    [Fact]
    public async Task Stop_WithoutAReason_IsInvalid() =>
        (await _api.SendAsync("POST", $"/api/executions/{Name}/stop", "{}")).ErrorFields.Should().Equal("reason");

    [Fact]
    public async Task RunAgain_FailedExecution_StartsTheNextRunAndPointsTheOrderToIt()
    {
        _api.Operations.Put(Name, "FAILED", "Execution history event limit exceeded");

        var look = await _api.SendAsync("POST", $"/api/executions/{Name}/run-again", """{"fromState":"BookShipment","reason":"To see.","dryRun":true}""");
        var answer = await _api.SendAsync("POST", $"/api/executions/{Name}/run-again", FromBooking);

        look.Status.Should().Be(200);
        look.Json["started"]!.GetValue<bool>().Should().BeFalse();
        answer.Status.Should().Be(202);
        answer.Json["executionName"]!.GetValue<string>().Should().Be($"{Name}-2");
        var run = _api.Operations.Runs.Should().ContainSingle().Which.Value;
        run.Resume!.From.Should().Be("BookShipment");
        run.Order.Items.Should().HaveCount(_order.Items.Count);
        (await _api.Orders.FindAsync(_order.OrderId, default))!.ExecutionArn.Should().EndWith($"{Name}-2");
    }

    [Theory]
    [InlineData("""{"fromState":"AskOperator","reason":"x"}""", "fromState")]
    [InlineData("""{"reason":"x"}""", "fromState")]
    [InlineData("""{"fromState":"BookShipment"}""", "reason")]
    public async Task RunAgain_WrongBody_NamesTheField(string body, string field) =>
        (await _api.SendAsync("POST", $"/api/executions/{Name}/run-again", body)).ErrorFields.Should().Equal(field);

    [Fact]
    public async Task RunAgain_RunningExecution_IsAConflict()
    {
        _api.Operations.Put(Name, "RUNNING");

        (await _api.SendAsync("POST", $"/api/executions/{Name}/run-again", FromBooking)).ProblemType.Should().EndWith("cannot-run-again");
    }

    [Fact]
    public async Task RunAgain_Watch_IsMissing() =>
        (await _api.SendAsync("POST", "/api/executions/outage-1/run-again", FromBooking)).Status.Should().Be(404);
}
