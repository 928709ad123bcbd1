using OrderingSystem.Application.Fulfilment;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Tests.Fulfilment;

/// <summary>A process that stands still for longer than its hold, at a carrier that forgets idempotency keys.</summary>
public sealed class OvertakenBookingTests
{
    private readonly FulfilmentBench _bench = new();

    [Fact]
    public async Task Run_HeldUpBeforeTheFirstByte_IsNotSentAnyMore()
    {
        _bench.Carrier.BeforeSending = StandStillWhileAnotherBooksAsync;

        await FluentActions.Awaiting(() => _bench.Book.RunAsync(_bench.OrderId, default)).Should().ThrowAsync<CarrierUnavailableException>();

        _bench.Carrier.Shipments.Should().ContainSingle();
        (await _bench.OrderAsync()).Status.Should().Be(OrderStatus.Scheduled);
        (await _bench.Book.RunAsync(_bench.OrderId, default)).ShipmentId.Should().Be("BP-0001");
    }

    [Fact]
    public async Task Run_HeldUpAfterItLeft_TakesItsOwnBookingBack()
    {
        _bench.Carrier.DuringBooking = StandStillWhileAnotherBooksAsync;

        var order = await _bench.Book.RunAsync(_bench.OrderId, default);

        _bench.Carrier.Shipments.Should().HaveCount(2);
        _bench.Carrier.LiveOf(_bench.OrderId.Value).Should().ContainSingle().Which.ShipmentId.Should().Be(order.ShipmentId);
    }

    [Fact]
    public async Task Run_HeldUpAfterItLeftAndDies_ThePollFindsTheSurplus()
    {
        _bench.Carrier.Faults.Enqueue(BookingFault.None);
        _bench.Carrier.Faults.Enqueue(BookingFault.CallerDies);
        _bench.Carrier.DuringBooking = StandStillWhileAnotherBooksAsync;
        await FluentActions.Awaiting(() => _bench.Book.RunAsync(_bench.OrderId, default)).Should().ThrowAsync<ProcessDiedException>();
        _bench.LiveBookings.Should().Be(2);

        await FluentActions.Awaiting(() => _bench.Check.RunAsync(_bench.OrderId, default)).Should().ThrowAsync<ShipmentPendingException>();

        _bench.Carrier.LiveOf(_bench.OrderId.Value).Should().ContainSingle().Which.ShipmentId.Should().Be((await _bench.OrderAsync()).ShipmentId);
    }

    [Fact]
    public async Task Run_OrderCancelledMeanwhile_TakesItsOwnBookingBack()
    {
        _bench.Carrier.DuringBooking = async () =>
        {
            _bench.Carrier.DuringBooking = null;
            _bench.Clock.Advance(TimeSpan.FromMinutes(3));
            await _bench.Cancel.RunAsync(_bench.OrderId, "Changed their mind.", null, default);
        };

        await FluentActions.Awaiting(() => _bench.Book.RunAsync(_bench.OrderId, default)).Should().ThrowAsync<OrderClosedException>();

        _bench.LiveBookings.Should().Be(0);
    }

    [Fact]
    public async Task Check_SurplusThatTheCarrierHasShipped_GoesToAnOperator()
    {
        _bench.Carrier.Faults.Enqueue(BookingFault.None);
        _bench.Carrier.Faults.Enqueue(BookingFault.CallerDies);
        _bench.Carrier.DuringBooking = StandStillWhileAnotherBooksAsync;
        await FluentActions.Awaiting(() => _bench.Book.RunAsync(_bench.OrderId, default)).Should().ThrowAsync<ProcessDiedException>();
        _bench.Carrier.ShipAll();

        await FluentActions.Awaiting(() => _bench.Check.RunAsync(_bench.OrderId, default)).Should().ThrowAsync<DuplicateBookingException>();
    }

    private async Task StandStillWhileAnotherBooksAsync()
    {
        (_bench.Carrier.DuringBooking, _bench.Carrier.BeforeSending) = (null, null);
        _bench.Clock.Advance(TimeSpan.FromMinutes(3));
        await _bench.Book.RunAsync(_bench.OrderId, default);
    }
}
