using OrderingSystem.Application.Carriers;
using OrderingSystem.Application.Fulfilment;
using OrderingSystem.Application.Invariants;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Tests.Fulfilment;

/// <summary>Booking again what surely is not booked any more, at carriers that honour idempotency keys and at those that forget them.</summary>
public sealed class RebookingTests
{
    private readonly FulfilmentBench _bench = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_AfterTheCarrierCancelled_BooksUnderANewKey(bool honoursKeys)
    {
        _bench.Carrier.HonoursKeys = honoursKeys;
        var first = await _bench.Book.RunAsync(_bench.OrderId, default);
        _bench.Carrier.CancelByItself(first.ShipmentId!);
        await FluentActions.Awaiting(() => _bench.Check.RunAsync(_bench.OrderId, default)).Should().ThrowAsync<ShipmentCancelledException>();
        var lost = await _bench.OrderAsync();

        var second = await _bench.Book.RunAsync(_bench.OrderId, default);

        (lost.Status, lost.ShipmentId, lost.TrackingNumber, lost.ScheduledAt).Should().Be((OrderStatus.Placed, null, null, null));
        lost.BookingKey.Should().Be($"{_bench.OrderId}.1");
        second.ShipmentId.Should().NotBe(first.ShipmentId);
        _bench.LiveBookings.Should().Be(1);
        var timeline = await _bench.Orders.ReadTimelineAsync(_bench.OrderId, default);
        timeline.Select(entry => entry.Kind).Should().Equal(TimelineKind.Scheduled, TimelineKind.BookingLost, TimelineKind.Scheduled);
        OrderInvariants.Check(new OrderEvidence(second, timeline, [], new OrderProgress("a", true, false, _bench.Clock.GetUtcNow()), null, null), _bench.Clock.GetUtcNow(), new InvariantLimits())
            .Should().BeEmpty("the carrier may take its word back, and then a second booking is right");
    }

    [Fact]
    public async Task Check_AnswerLostAfterTheBookingWas_SaysTheSameAgain()
    {
        var booked = await _bench.Book.RunAsync(_bench.OrderId, default);
        _bench.Carrier.CancelByItself(booked.ShipmentId!);

        for (var run = 0; run < 2; run++)
        {
            await FluentActions.Awaiting(() => _bench.Check.RunAsync(_bench.OrderId, default)).Should().ThrowAsync<ShipmentCancelledException>();
        }

        (await _bench.OrderAsync()).CancelledBookings.Should().Be(1);
    }

    [Fact]
    public async Task Run_BookedAnswerLostAndCancelledByTheCarrier_DoesNotAskForTheCancelledShipmentForEver()
    {
        _bench.Carrier.HonoursKeys = true;
        _bench.Carrier.Faults.Enqueue(BookingFault.AnswerLost);
        await FluentActions.Awaiting(() => _bench.Book.RunAsync(_bench.OrderId, default)).Should().ThrowAsync<BookingInDoubtException>();
        _bench.Carrier.CancelByItself("BP-0001");

        (await _bench.BookUntilDoneAsync()).Should().BeNull();

        (await _bench.OrderAsync()).ShipmentId.Should().Be("BP-0002");
        _bench.LiveBookings.Should().Be(1);
    }

    [Fact]
    public async Task Run_AfterARefusal_UsesANewKey()
    {
        _bench.Carrier.Faults.Enqueue(BookingFault.Refused);
        await FluentActions.Awaiting(() => _bench.Book.RunAsync(_bench.OrderId, default)).Should().ThrowAsync<BookingRefusedException>();

        (await _bench.OrderAsync()).BookingKey.Should().Be($"{_bench.OrderId}.1", "a carrier may remember the refusal under the old key");
    }

    [Fact]
    public async Task Run_OwnBookingCancelledAndAnotherLives_TakesTheOther()
    {
        _bench.Carrier.Faults.Enqueue(BookingFault.NotReached);
        (await _bench.BookUntilDoneAsync()).Should().BeNull();
        var own = (await _bench.OrderAsync()).ShipmentId!;
        var other = _bench.Carrier.Book(new BookingRequest(_bench.OrderId.Value, new Recipient("Ada", "12 Mill Lane"), []));
        _bench.Carrier.CancelByItself(own);
        await FluentActions.Awaiting(() => _bench.Check.RunAsync(_bench.OrderId, default)).Should().ThrowAsync<ShipmentCancelledException>();

        (await _bench.BookUntilDoneAsync()).Should().BeNull();

        (await _bench.OrderAsync()).ShipmentId.Should().Be(other.ShipmentId);
        _bench.LiveBookings.Should().Be(1);
    }
}
