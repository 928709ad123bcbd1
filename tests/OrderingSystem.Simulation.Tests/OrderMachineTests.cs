using CsCheck;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Domain.Orders;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Simulation.Tests;

/// <summary>What becomes of an order, whatever the carrier and the operators do.</summary>
public sealed class OrderMachineTests : IAsyncDisposable
{
    private readonly OrderRun _run = new();

    [Fact]
    public async Task Order_AllIsWell_IsShippedAndNotified()
    {
        _run.BeforeTask = function => Ship(function == "CheckShipment");

        await _run.StartAsync();

        await ShouldBeShippedOnceAsync();
        _run.Events.Should().BeLessThan(40);
    }

    [Fact]
    public async Task Order_CarrierDownForFiveDays_IsBookedOnceShippedAndNotified()
    {
        _run.Carrier.IsDown = true;
        await _run.StartAsync();
        await _run.RunAsync(TimeSpan.FromDays(5));
        (await _run.OrderAsync())!.Status.Should().Be(OrderStatus.Placed);

        _run.Carrier.IsDown = false;
        await _run.RunAsync(TimeSpan.FromHours(5));
        _run.Carrier.ShipAll();
        await _run.RunAsync(TimeSpan.FromDays(1));

        await ShouldBeShippedOnceAsync();
        _run.Events.Should().BeLessThan(120);
    }

    [Fact]
    public async Task Order_CarrierDownForAYear_WaitsWithinTheLimitsAndNeedsNobody()
    {
        _run.Carrier.IsDown = true;
        await _run.StartAsync();

        await _run.RunAsync(TimeSpan.FromDays(360));
        _run.Status.Should().Be(ExecutionStatus.Running);
        _run.IsParked.Should().BeTrue();
        (await _run.OrderAsync())!.Attention.Should().BeNull();
        _run.Carrier.IsDown = false;
        _run.BeforeTask = function => Ship(function == "CheckShipment");
        await _run.RunAsync(TimeSpan.FromDays(1));

        await ShouldBeShippedOnceAsync();
        _run.Events.Should().BeLessThan(2_000);
        _run.World.Executions.Should().AllSatisfy(execution => execution.LastEventId.Should().BeLessThan(5_000));
        _run.LargestPayload.Should().BeLessThan(10_000);
    }

    [Fact]
    public async Task Order_NeverShippedForAYear_AsksAfterSixtyDaysWithinTheLimits()
    {
        await _run.StartAsync();

        await _run.RunAsync(TimeSpan.FromDays(50));
        (await _run.OrderAsync())!.Attention.Should().BeNull();
        await _run.RunAsync(TimeSpan.FromDays(314));

        (await _run.OrderAsync())!.Attention!.Error.Should().Be("ShipmentPendingException");
        _run.Events.Should().BeLessThan(5_000);
    }

    [Fact]
    public async Task Order_Refused_WaitsUntilAnOperatorRetries()
    {
        _run.Carrier.Faults.Enqueue(BookingFault.Refused);
        await _run.StartAsync();
        (await _run.OrderAsync())!.Attention!.Cause.Should().Be("No such street.");
        _run.BeforeTask = function => Ship(function == "CheckShipment");

        await _run.RedeemAsync("""{"decision":"retry"}""");

        await ShouldBeShippedOnceAsync();
    }

    [Fact]
    public async Task Order_OperatorCancels_IsCancelledAtTheCarrierAndTheCustomerIsTold()
    {
        await StopAtShipmentCancelledByTheCarrierAsync();

        await _run.RedeemAsync("""{"decision":"cancel","note":"Customer changed their mind.","by":"olga"}""");

        _run.Status.Should().Be(ExecutionStatus.Succeeded);
        (await _run.OrderAsync())!.Status.Should().Be(OrderStatus.Cancelled);
        _run.Carrier.LiveOf(_run.OrderId.Value).Should().BeEmpty();
        _run.Sender.Sent.Should().ContainSingle().Which.Subject.Should().Contain("cancelled");
    }

    [Fact]
    public async Task Order_OperatorCancelsWhatShippedMeanwhile_IsShippedAndTheCustomerHearsTheTruth()
    {
        // The answer is lost and the carrier fails, but for its status page: nobody knows of the booking, and an operator is asked in the end.
        _run.Carrier.StatusLies = true;
        _run.Carrier.Faults.Enqueue(BookingFault.AnswerLost);
        _run.BeforeTask = _ => _run.Carrier.IsDown = _run.Carrier.BookCalls > 0;
        await _run.StartAsync();
        await _run.RunAsync(TimeSpan.FromDays(30), () => _run.IsAsking);
        (await _run.OrderAsync())!.Attention!.Error.Should().Be("CarrierKeepsFailingException");
        _run.BeforeTask = null;
        _run.Carrier.IsDown = false;
        _run.Carrier.ShipAll();

        await _run.RedeemAsync("""{"decision":"cancel"}""");

        await ShouldBeShippedOnceAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Order_CarrierCancelsByItselfAndAnOperatorRetries_IsBookedAgainAndShipped(bool honoursKeys)
    {
        _run.Carrier.HonoursKeys = honoursKeys;
        await StopAtShipmentCancelledByTheCarrierAsync();
        (await _run.OrderAsync())!.Attention!.State.Should().Be("BookShipment", "to retry is to book again");
        _run.BeforeTask = function => Ship(function == "CheckShipment");

        await _run.RedeemAsync("""{"decision":"retry"}""");

        await ShouldBeShippedOnceAsync();
        _run.Carrier.Shipments.Should().HaveCount(2);
        (await _run.World.CheckInvariantsAsync()).Violations.Should().BeEmpty();
    }

    [Fact]
    public async Task Order_OperatorConfirmsTheShipment_IsShippedAndNotified()
    {
        await StopAtShipmentCancelledByTheCarrierAsync();

        await _run.RedeemAsync("""{"decision":"confirm-shipped"}""");

        _run.Status.Should().Be(ExecutionStatus.Succeeded);
        (await _run.OrderAsync())!.Status.Should().Be(OrderStatus.Shipped);
        _run.Sender.Sent.Should().ContainSingle();
    }

    [Theory]
    [InlineData("\"nonsense\"")]
    [InlineData("{}")]
    [InlineData("""{"decision":5}""")]
    [InlineData("""{"decision":null}""")]
    [InlineData("""{"decision":"RETRY"}""")]
    [InlineData("[]")]
    public async Task Order_DecisionThatIsNone_IsAskedForAgain(string output)
    {
        _run.Carrier.Faults.Enqueue(BookingFault.Refused);
        await _run.StartAsync();
        var first = (await _run.OrderAsync())!.Attention!.Token;

        await _run.RedeemAsync(output);

        _run.Status.Should().Be(ExecutionStatus.Running);
        (await _run.OrderAsync())!.Attention!.Token.Should().NotBe(first);
    }

    [Fact]
    public async Task Order_UnknownCustomer_IsRejected()
    {
        await _run.StartAsync(customerExists: false);

        _run.Status.Should().Be(ExecutionStatus.Succeeded);
        (await _run.OrderAsync())!.Status.Should().Be(OrderStatus.Rejected);
        _run.Carrier.BookCalls.Should().Be(0);
    }

    [Fact]
    public async Task Execution_InputThatIsNoOrder_FailsAtOnce()
    {
        await _run.StartAsync(input: """{"hello":"world"}""");

        _run.Status.Should().Be(ExecutionStatus.Failed);
        _run.Error!.Name.Should().Be("InvalidTaskInputException");
    }

    [Fact]
    public async Task Order_StoreDownForAWeek_GoesOnAfterwards()
    {
        var storeIsDown = true;
        _run.Orders.BeforeWrite = () =>
        {
            if (storeIsDown)
            {
                throw new IOException("The store is down.");
            }
        };
        await _run.StartAsync();
        await _run.RunAsync(TimeSpan.FromDays(7));
        storeIsDown = false;
        _run.BeforeTask = function => Ship(function == "CheckShipment");

        await _run.RunAsync(TimeSpan.FromDays(2));

        await ShouldBeShippedOnceAsync();
    }

    [Fact]
    public async Task Order_MailServerDownForAMonth_StaysShippedAndIsToldInTheEnd()
    {
        _run.BeforeTask = function => Ship(function == "CheckShipment");
        _run.Sender.IsDown = true;
        await _run.StartAsync();
        await _run.RunAsync(TimeSpan.FromDays(30));
        var order = (await _run.OrderAsync())!;
        order.Status.Should().Be(OrderStatus.Shipped);
        order.Attention!.State.Should().Be("NotifyCustomer");

        _run.Sender.IsDown = false;
        await _run.RedeemAsync("""{"decision":"retry"}""");

        await ShouldBeShippedOnceAsync();
    }

    /// <summary>Random faults, deaths of the store, outages and decisions, and in the end a quiet world.</summary>
    [Fact]
    public async Task Order_AnythingHappens_EndsBookedOnceOrCancelledAndNeverFails()
    {
        await Gen.ULong.SampleAsync(
            async seed =>
            {
                await using var run = new OrderRun(seed);
                var random = new Random((int)(seed & 0x7FFFFFFF));
                var isQuiet = false;
                run.BeforeTask = _ =>
                {
                    run.Carrier.IsDown = !isQuiet && random.Next(4) == 0;
                    run.Sender.IsDown = !isQuiet && random.Next(4) == 0;
                    if (!isQuiet && run.Carrier.Faults.Count == 0 && random.Next(2) == 0)
                    {
                        run.Carrier.Faults.Enqueue((BookingFault)random.Next(1, 6));
                    }

                    if (random.Next(6) == 0)
                    {
                        run.Carrier.ShipAll();
                    }
                };
                run.Orders.BeforeWrite = () =>
                {
                    if (!isQuiet && random.Next(15) == 0)
                    {
                        throw new ProcessDiedException();
                    }
                };
                string[] decisions = ["""{"decision":"retry"}""", """{"decision":"cancel"}""", """{"decision":"confirm-shipped"}""", "{}"];

                await run.StartAsync();
                for (var step = 0; step < 60 && run.Status == ExecutionStatus.Running; step++)
                {
                    isQuiet = step > 30;
                    await run.RunAsync(TimeSpan.FromDays(2));
                    if (run.Status == ExecutionStatus.Running && await run.OrderAsync() is { Attention: not null })
                    {
                        await run.RedeemAsync(isQuiet ? decisions[random.Next(3)] : decisions[random.Next(4)]);
                    }

                    if (isQuiet)
                    {
                        run.Carrier.ShipAll();
                    }
                }

                run.Status.Should().Be(ExecutionStatus.Succeeded, "seed {0}", seed);
                var order = (await run.OrderAsync())!;
                order.IsFinal.Should().BeTrue();
                order.NotifiedAt.Should().NotBeNull();
                var live = run.Carrier.LiveOf(run.OrderId.Value).ToList();
                live.Count.Should().BeLessThanOrEqualTo(1, "seed {0}", seed);
                if (order.Status == OrderStatus.Cancelled)
                {
                    live.Should().BeEmpty("seed {0}", seed);
                }

                run.Sender.Sent.Select(sent => sent.NotificationId).Distinct().Should().ContainSingle();
                run.Events.Should().BeLessThan(5_000);
            },
            iter: 200);
    }

    public ValueTask DisposeAsync() => _run.DisposeAsync();

    private void Ship(bool now)
    {
        if (now)
        {
            _run.Carrier.ShipAll();
        }
    }

    private async Task StopAtShipmentCancelledByTheCarrierAsync()
    {
        await _run.StartAsync();
        await _run.Carrier.CancelAsync((await _run.OrderAsync())!.ShipmentId!, default);
        await _run.RunAsync(TimeSpan.FromDays(1));
        (await _run.OrderAsync())!.Attention!.Error.Should().Be("ShipmentCancelledException");
    }

    private async Task ShouldBeShippedOnceAsync()
    {
        _run.Status.Should().Be(ExecutionStatus.Succeeded);
        var order = (await _run.OrderAsync())!;
        order.Status.Should().Be(OrderStatus.Shipped);
        order.NotifiedAt.Should().NotBeNull();
        order.Attention.Should().BeNull();
        _run.Carrier.LiveOf(_run.OrderId.Value).Should().ContainSingle();
        _run.Sender.Sent.Should().ContainSingle().Which.Subject.Should().Contain("on its way");
    }
}
