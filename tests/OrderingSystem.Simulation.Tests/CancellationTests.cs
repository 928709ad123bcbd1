using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Domain.Orders;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Simulation.Tests;

/// <summary>Cancelling an order wherever it stands: both sides agree in the end, and the customer hears which.</summary>
public sealed class CancellationTests : IAsyncDisposable
{
    private readonly World _world = new(7);

    [Fact]
    public async Task Cancel_ScheduledOrder_IsCancelledAtTheCarrierAndTheCustomerIsTold()
    {
        var orderId = await _world.PlaceAsync("a");

        var result = await CancelAsync(orderId);
        await _world.RunTasksAsync();

        result.Should().BeOfType<CancelResult.Accepted>();
        await ShouldBeCancelledAsync(orderId);
        _world.Find(orderId.Value)!.Status.Should().Be(ExecutionStatus.Aborted);
        var timeline = await _world.Orders.ReadTimelineAsync(orderId, default);
        timeline.Should().Contain(entry => entry.Kind == TimelineKind.CancellationRequested && entry.By == "anna");
        timeline.Should().Contain(entry => entry.Kind == TimelineKind.Cancelled && entry.By == "anna" && entry.Text.Contains("changed their mind"));
    }

    [Fact]
    public async Task Cancel_Twice_IsOneExecution()
    {
        _world.Carrier.IsDown = true;
        var orderId = await _world.PlaceAsync("a");

        await CancelAsync(orderId);
        var second = await _world.Get<CancelOrder>().RunAsync(orderId, "another reason", "otto", default);

        second.Should().BeOfType<CancelResult.Accepted>();
        _world.Of("cancel-order").Should().ContainSingle();
    }

    [Fact]
    public async Task Cancel_BookingInDoubtWhileTheCarrierIsDown_WaitsForItAndCancelsWhatItHolds()
    {
        _world.Carrier.Faults.Enqueue(BookingFault.AnswerLost);
        var orderId = await _world.PlaceAsync("a");
        _world.Carrier.IsDown = true;
        await _world.RunAsync(TimeSpan.FromHours(3));

        await CancelAsync(orderId);
        await _world.RunAsync(TimeSpan.FromDays(3));
        (await _world.Orders.FindAsync(orderId, default))!.Status.Should().Be(OrderStatus.Placed);
        _world.Carrier.LiveOf(orderId.Value).Should().ContainSingle("the carrier booked what nobody knows of");
        _world.Carrier.IsDown = false;
        await _world.RunAsync(TimeSpan.FromDays(1));

        await ShouldBeCancelledAsync(orderId);
    }

    [Fact]
    public async Task Cancel_WhileItsBookingIsUnderWay_NeverLeavesABookingBehind()
    {
        var orderId = OrderId.FromIdempotencyKey("a");
        _world.Carrier.DuringBooking = async () =>
        {
            _world.Carrier.DuringBooking = null;
            (await CancelAsync(orderId)).Should().BeOfType<CancelResult.Accepted>();
            await _world.RunTasksAsync();
        };

        await _world.PlaceAsync("a");
        await _world.RunAsync(TimeSpan.FromDays(1));

        await ShouldBeCancelledAsync(orderId);
    }

    [Fact]
    public async Task Cancel_OrderThatWaitsForTheCarrierAndWasNeverSent_NeedsNoCarrier()
    {
        _world.Carrier.IsDown = true;
        var orderId = await _world.PlaceAsync("a");
        await _world.RunAsync(TimeSpan.FromHours(3));

        await CancelAsync(orderId);
        await _world.RunTasksAsync();

        await ShouldBeCancelledAsync(orderId);
    }

    [Fact]
    public async Task Cancel_OrderThatShippedMeanwhile_IsShippedAndTheCustomerHearsTheTruth()
    {
        var orderId = await _world.PlaceAsync("a");
        _world.Carrier.ShipAll();

        var result = await CancelAsync(orderId);
        await _world.RunAsync(TimeSpan.FromDays(1));

        result.Should().BeOfType<CancelResult.Accepted>("nobody knew yet");
        await ShouldBeShippedAsync(orderId);
    }

    [Fact]
    public async Task Cancel_ShippedMeanwhileAndTheCarrierGoesDown_IsFinishedWhenItIsBack()
    {
        var orderId = await _world.PlaceAsync("a");
        _world.Carrier.ShipAll();
        _world.BeforeTask = function => _world.Carrier.IsDown |= function == "CheckShipment";
        await CancelAsync(orderId);
        await _world.RunAsync(TimeSpan.FromDays(2));
        (await _world.Orders.FindAsync(orderId, default))!.Status.Should().Be(OrderStatus.Scheduled);

        _world.BeforeTask = null;
        _world.Carrier.IsDown = false;
        await _world.RunAsync(TimeSpan.FromDays(1));

        await ShouldBeShippedAsync(orderId);
    }

    [Fact]
    public async Task Cancel_AfterItShipped_IsTooLate()
    {
        _world.BeforeTask = _ => _world.Carrier.ShipAll();
        var orderId = await _world.PlaceAsync("a");
        await _world.RunAsync(TimeSpan.FromDays(1));

        var result = await CancelAsync(orderId);

        result.Should().BeOfType<CancelResult.TooLate>();
        _world.Of("cancel-order").Should().BeEmpty();
    }

    [Fact]
    public async Task Cancel_OrderThatWaitsForAnOperator_SupersedesTheQuestion()
    {
        _world.Carrier.Faults.Enqueue(BookingFault.Refused);
        var orderId = await _world.PlaceAsync("a");
        var attention = (await _world.Orders.FindAsync(orderId, default))!.Attention!;

        await CancelAsync(orderId);
        await _world.RunTasksAsync();

        await ShouldBeCancelledAsync(orderId);
        _world.Redeem(attention.Token!.Value.Reveal(), """{"decision":"retry"}""").Should().BeFalse();
    }

    [Fact]
    public async Task Cancel_UnknownOrder_IsNotFound() =>
        (await CancelAsync(OrderId.FromIdempotencyKey("nobody"))).Should().BeOfType<CancelResult.OrderNotFound>();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    private Task<CancelResult> CancelAsync(OrderId orderId) =>
        _world.Get<CancelOrder>().RunAsync(orderId, "The customer changed their mind.", "anna", default);

    private async Task ShouldBeCancelledAsync(OrderId orderId)
    {
        (await _world.Orders.FindAsync(orderId, default))!.Status.Should().Be(OrderStatus.Cancelled);
        _world.Carrier.LiveOf(orderId.Value).Should().BeEmpty();
        _world.Sender.Sent.Should().ContainSingle().Which.Subject.Should().Contain("cancelled");
        _world.Find($"cancel-{orderId}")!.Status.Should().Be(ExecutionStatus.Succeeded);
    }

    private async Task ShouldBeShippedAsync(OrderId orderId)
    {
        (await _world.Orders.FindAsync(orderId, default))!.Status.Should().Be(OrderStatus.Shipped);
        _world.Carrier.LiveOf(orderId.Value).Should().ContainSingle();
        _world.Sender.Sent.Should().ContainSingle().Which.Subject.Should().Contain("on its way");
        _world.Find($"cancel-{orderId}")!.Status.Should().Be(ExecutionStatus.Succeeded);
    }
}
