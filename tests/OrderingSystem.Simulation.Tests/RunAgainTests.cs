using OrderingSystem.Application.Executions;
using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Workflow;
using OrderingSystem.Domain.Orders;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Simulation.Tests;

/// <summary>An order whose execution has ended and that is not done goes on in a new one.</summary>
public sealed class RunAgainTests : IAsyncDisposable
{
    private readonly World _world = new(11);

    [Theory]
    [InlineData("LoadCustomer")]
    [InlineData("BookShipment")]
    [InlineData("CheckShipment")]
    [InlineData("CancelShipment")]
    public async Task RunAgain_FromAnyState_TheOrderIsDoneOnceAndNothingIsDoubled(string from)
    {
        var orderId = await PlaceAndLoseAsync();
        _world.BeforeTask = _ => _world.Carrier.ShipDue(_world.Clock.GetUtcNow());

        var result = await RunAgainAsync(orderId.Value, from);
        await _world.RunAsync(TimeSpan.FromDays(5));

        result.Should().BeOfType<RunAgainResult.Started>().Which.ExecutionName.Should().Be($"{orderId}-2");
        _world.Find($"{orderId}-2")!.Status.Should().Be(ExecutionStatus.Succeeded, "from {0}", from);
        var order = (await _world.Orders.FindAsync(orderId, default))!;
        order.Status.Should().Be(from.StartsWith("Cancel", StringComparison.Ordinal) ? OrderStatus.Cancelled : OrderStatus.Shipped);
        order.ExecutionArn.Should().EndWith($":{orderId}-2");
        _world.Sender.Sent.Should().ContainSingle();
        (await _world.CheckInvariantsAsync()).Violations.Should().BeEmpty();
        (await _world.Orders.ReadTimelineAsync(orderId, default)).Should().ContainSingle(entry => entry.Kind == TimelineKind.RunAgain)
            .Which.Should().Match<TimelineEntry>(entry => entry.By == "olga" && entry.Text.Contains(from) && entry.Text.Contains("The history is full."));
    }

    [Theory]
    [InlineData("NotifyCustomer")]
    [InlineData("NotifyCancellation")]
    public async Task RunAgain_FromAMessageThatWouldNotBeTrue_IsNotNow(string from)
    {
        var orderId = await PlaceAndLoseAsync();

        (await RunAgainAsync(orderId.Value, from)).Should().BeOfType<RunAgainResult.NotNow>().Which.Reason.Should().Contain("Scheduled");
    }

    [Theory]
    [InlineData("NotifyCustomer", "CheckShipment")]
    [InlineData("NotifyCancellation", "CancelShipment")]
    public async Task RunAgain_FromTheMessage_TellsTheCustomerOnce(string from, string before)
    {
        var orderId = await PlaceAndLoseAsync();
        _world.BeforeTask = function => _world.Sender.IsDown = function.StartsWith("Notify", StringComparison.Ordinal);
        _world.Carrier.ShipDue(before == "CheckShipment" ? DateTimeOffset.MaxValue : DateTimeOffset.MinValue);
        await RunAgainAsync(orderId.Value, before);
        await _world.RunTasksAsync();
        _world.Lose(_world.Find($"{orderId}-2")!);
        _world.BeforeTask = _ => _world.Sender.IsDown = false;

        (await RunAgainAsync($"{orderId}-2", from)).Should().BeOfType<RunAgainResult.Started>();
        await _world.RunAsync(TimeSpan.FromDays(1));

        _world.Sender.Sent.Should().ContainSingle();
        _world.Find($"{orderId}-3")!.Status.Should().Be(ExecutionStatus.Succeeded);
    }

    [Fact]
    public void States_OfTheDefinition_AreThoseThatCanBeAskedFor()
    {
        using var definition = System.Text.Json.JsonDocument.Parse(OrderingSystem.Lambdas.Tests.StateMachines.StateMachineFiles.Read("order.asl.json"));
        var start = definition.RootElement.GetProperty("States").GetProperty("GoOnFrom");

        start.GetProperty("Choices").EnumerateArray().Select(choice => choice.GetProperty("StringEquals").GetString())
            .Append(start.GetProperty("Default").GetString())
            .Should().BeEquivalentTo(ResumedRun.States);
    }

    [Fact]
    public async Task RunAgain_SameKeyPlacedAgain_IsTheSameOrder()
    {
        var orderId = await PlaceAndLoseAsync();
        await RunAgainAsync(orderId.Value, "CheckShipment");
        await _world.RunTasksAsync();

        (await _world.PlaceAsync("a")).Should().Be(orderId);

        _world.Of("order").Should().HaveCount(2);
    }

    [Fact]
    public async Task RunAgain_TwoOperatorsAtOnce_OneExecution()
    {
        var orderId = await PlaceAndLoseAsync();

        var first = await RunAgainAsync(orderId.Value, "CheckShipment");
        var second = await RunAgainAsync(orderId.Value, "BookShipment");

        first.Should().BeOfType<RunAgainResult.Started>();
        second.Should().BeOfType<RunAgainResult.NotNow>().Which.Reason.Should().Contain($"{orderId}-2");
        _world.Of("order").Count(execution => execution.IsRunning).Should().Be(1);
    }

    [Fact]
    public async Task RunAgain_ThatIsLostToo_TakesTheNextNumber()
    {
        var orderId = await PlaceAndLoseAsync();
        await RunAgainAsync(orderId.Value, "CheckShipment");
        await _world.RunTasksAsync();
        _world.Lose(_world.Find($"{orderId}-2")!);

        (await RunAgainAsync($"{orderId}-2", "CheckShipment")).Should().BeOfType<RunAgainResult.Started>().Which.ExecutionName.Should().Be($"{orderId}-3");
        (await RunAgainAsync(orderId.Value, "CheckShipment")).Should().BeOfType<RunAgainResult.NotNow>("an earlier execution has nothing to say any more");
    }

    [Fact]
    public async Task RunAgain_DryRun_StartsNothing()
    {
        var orderId = await PlaceAndLoseAsync();

        var result = await _world.Get<RunAgain>().RunAsync(orderId.Value, "CheckShipment", "To see.", "olga", dryRun: true, default);

        result.Should().BeOfType<RunAgainResult.Possible>().Which.ExecutionName.Should().Be($"{orderId}-2");
        _world.Of("order").Should().ContainSingle();
    }

    [Fact]
    public async Task RunAgain_ExecutionStillRuns_IsNotNow()
    {
        var orderId = await _world.PlaceAsync("a");

        (await RunAgainAsync(orderId.Value, "CheckShipment")).Should().BeOfType<RunAgainResult.NotNow>().Which.Reason.Should().Contain("running");
    }

    [Fact]
    public async Task RunAgain_OrderThatIsDone_IsNotNow()
    {
        _world.BeforeTask = _ => _world.Carrier.ShipAll();
        var orderId = await _world.PlaceAsync("a");
        await _world.RunAsync(TimeSpan.FromDays(1));

        (await RunAgainAsync(orderId.Value, "NotifyCustomer")).Should().BeOfType<RunAgainResult.NotNow>().Which.Reason.Should().Contain("Nothing is left");
    }

    [Fact]
    public async Task Cancel_OrderThatWasRunAgain_StopsTheNewestExecution()
    {
        var orderId = await PlaceAndLoseAsync();
        await RunAgainAsync(orderId.Value, "CheckShipment");

        await _world.Get<CancelOrder>().RunAsync(orderId, "Changed their mind.", "anna", default);
        await _world.RunTasksAsync();

        (await _world.Orders.FindAsync(orderId, default))!.Status.Should().Be(OrderStatus.Cancelled);
        _world.Find($"{orderId}-2")!.Status.Should().Be(ExecutionStatus.Aborted);
        _world.Carrier.LiveOf(orderId.Value).Should().BeEmpty();
        (await RunAgainAsync($"{orderId}-2", "CheckShipment")).Should().BeOfType<RunAgainResult.NotNow>();
    }

    [Fact]
    public async Task RunAgain_EarlierExecutionRedrivenMeanwhileByHand_IsStoppedByTheNewOne()
    {
        var orderId = await _world.PlaceAsync("a");
        var order = (await _world.Orders.FindAsync(orderId, default))!;
        var input = PlaceOrder.InputOf(order) with { Resume = new ResumedRun("CheckShipment", order.ExecutionArn, "Raced.", "olga", _world.Clock.GetUtcNow()) };

        await ((IExecutionOperations)_world).StartRunAsync($"{orderId}-2", input, default);
        await _world.RunTasksAsync();

        _world.Find(orderId.Value)!.Status.Should().Be(ExecutionStatus.Aborted);
        (await _world.Orders.FindAsync(orderId, default))!.ExecutionArn.Should().EndWith("-2");
    }

    [Fact]
    public async Task RedriveMany_ExecutionsThatFailed_LooksAtEachAtItsPaceAndEnds()
    {
        for (var number = 0; number < 15; number++)
        {
            var id = OrderId.FromIdempotencyKey($"broken-{number}");
            await _world.StartAsync("order", id.Value, $$"""{"orderId":"{{id}}","requestHash":"h","placedBy":"a","order":{"customerId":"nobody","items":[]} }""");
            _world.Find(id.Value)!.Status.Should().Be(ExecutionStatus.Failed);
        }

        _world.Clock.Advance(TimeSpan.FromMinutes(1));
        var job = new BulkRedriveInput("k", "order", 60, "The bug is mended.", "olga", _world.Clock.GetUtcNow());
        await ((ICompanionWorkflows)_world).StartAsync(job, default);
        await _world.RunAsync(TimeSpan.FromMinutes(5));

        var execution = _world.Find(job.ExecutionName)!;
        execution.Status.Should().Be(ExecutionStatus.Succeeded);
        execution.Output!.ToString().Should().Contain("\"total\":15").And.Contain("\"declined\":15", "this world redrives nothing");
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    private Task<RunAgainResult> RunAgainAsync(string executionName, string from) =>
        _world.Get<RunAgain>().RunAsync(executionName, from, "The history is full.", "olga", dryRun: false, default);

    private async Task<OrderId> PlaceAndLoseAsync()
    {
        var orderId = await _world.PlaceAsync("a");
        _world.Lose(_world.Find(orderId.Value)!);
        return orderId;
    }
}
