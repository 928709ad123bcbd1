using CsCheck;
using OrderingSystem.Application.Carriers;
using OrderingSystem.Application.Fulfilment;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Tests.Fulfilment;

public sealed class BookShipmentTests
{
    private readonly FulfilmentBench _bench = new();

    [Fact]
    public async Task Run_CarrierBooks_OrderIsScheduled()
    {
        var order = await _bench.Book.RunAsync(_bench.OrderId, default);

        order.Status.Should().Be(OrderStatus.Scheduled);
        order.TrackingNumber.Should().Be("TRK0001");
        order.BookingAttempt.Should().Be(new BookingAttempt(1, null, null));
        (await _bench.OrderAsync()).Should().BeEquivalentTo(order);
    }

    [Fact]
    public async Task Run_Twice_BooksOnce()
    {
        await _bench.Book.RunAsync(_bench.OrderId, default);
        await _bench.Book.RunAsync(_bench.OrderId, default);

        _bench.Carrier.BookCalls.Should().Be(1);
    }

    [Fact]
    public async Task Run_AnswerLost_NextRunFindsTheBooking()
    {
        _bench.Carrier.Faults.Enqueue(BookingFault.AnswerLost);

        await FluentActions.Awaiting(() => _bench.Book.RunAsync(_bench.OrderId, default)).Should().ThrowAsync<BookingInDoubtException>();
        (await _bench.OrderAsync()).BookingAttempt!.IsInDoubt.Should().BeTrue();
        var order = await _bench.Book.RunAsync(_bench.OrderId, default);

        order.Status.Should().Be(OrderStatus.Scheduled);
        _bench.Carrier.BookCalls.Should().Be(1);
        _bench.LiveBookings.Should().Be(1);
    }

    [Fact]
    public async Task Run_RequestLost_BooksAgainOnlyWhenTheDoubtHasSettled()
    {
        _bench.Carrier.Faults.Enqueue(BookingFault.RequestLost);
        await FluentActions.Awaiting(() => _bench.Book.RunAsync(_bench.OrderId, default)).Should().ThrowAsync<BookingInDoubtException>();

        _bench.Clock.Advance(TimeSpan.FromSeconds(30));
        await FluentActions.Awaiting(() => _bench.Book.RunAsync(_bench.OrderId, default)).Should().ThrowAsync<BookingInDoubtException>();
        _bench.Carrier.BookCalls.Should().Be(1);
        _bench.Clock.Advance(TimeSpan.FromMinutes(2));
        await _bench.Book.RunAsync(_bench.OrderId, default);

        _bench.LiveBookings.Should().Be(1);
        _bench.Carrier.BookCalls.Should().Be(2);
    }

    [Fact]
    public async Task Run_RequestArrivesLate_IsFoundAndNotBookedAgain()
    {
        _bench.Carrier.Faults.Enqueue(BookingFault.RequestLost);
        await FluentActions.Awaiting(() => _bench.Book.RunAsync(_bench.OrderId, default)).Should().ThrowAsync<BookingInDoubtException>();

        _bench.Carrier.Book(new BookingRequest(_bench.OrderId.Value, new Recipient("Ada", "12 Mill Lane"), []));
        await _bench.Book.RunAsync(_bench.OrderId, default);

        _bench.LiveBookings.Should().Be(1);
    }

    [Fact]
    public async Task Run_ProcessDiesBetweenCallAndAnswer_NextRunWaitsForTheHoldThenFindsTheBooking()
    {
        _bench.Carrier.Faults.Enqueue(BookingFault.CallerDies);
        await FluentActions.Awaiting(() => _bench.Book.RunAsync(_bench.OrderId, default)).Should().ThrowAsync<ProcessDiedException>();

        await FluentActions.Awaiting(() => _bench.Book.RunAsync(_bench.OrderId, default)).Should().ThrowAsync<BookingInProgressException>();
        (await _bench.BookUntilDoneAsync()).Should().BeNull();

        _bench.LiveBookings.Should().Be(1);
        _bench.Carrier.BookCalls.Should().Be(1);
    }

    [Fact]
    public async Task Run_SecondRunWhileTheFirstCallsTheCarrier_StaysAway()
    {
        Exception? second = null;
        _bench.Carrier.DuringBooking = async () =>
        {
            _bench.Carrier.DuringBooking = null;
            second = await Record.ExceptionAsync(() => _bench.Book.RunAsync(_bench.OrderId, default));
        };

        await _bench.Book.RunAsync(_bench.OrderId, default);

        second.Should().BeOfType<BookingInProgressException>();
        _bench.LiveBookings.Should().Be(1);
    }

    [Fact]
    public async Task Run_Refused_LeavesNoDoubt()
    {
        _bench.Carrier.Faults.Enqueue(BookingFault.Refused);

        await FluentActions.Awaiting(() => _bench.Book.RunAsync(_bench.OrderId, default)).Should().ThrowAsync<BookingRefusedException>();

        (await _bench.OrderAsync()).BookingAttempt.Should().Be(new BookingAttempt(1, null, null));
    }

    [Fact]
    public async Task Run_CarrierDown_LeavesNoTrail()
    {
        _bench.Carrier.IsDown = true;
        for (var run = 0; run < 5; run++)
        {
            await FluentActions.Awaiting(() => _bench.Book.RunAsync(_bench.OrderId, default)).Should().ThrowAsync<CarrierUnavailableException>();
        }

        (await _bench.Orders.ReadTimelineAsync(_bench.OrderId, default)).Should().BeEmpty();
    }

    [Fact]
    public async Task Run_CarrierHoldsTwoForOneReference_KeepsOneAndCancelsTheOther()
    {
        _bench.Carrier.Faults.Enqueue(BookingFault.AnswerLost);
        await FluentActions.Awaiting(() => _bench.Book.RunAsync(_bench.OrderId, default)).Should().ThrowAsync<BookingInDoubtException>();
        _bench.Carrier.Book(new BookingRequest(_bench.OrderId.Value, new Recipient("Ada", "12 Mill Lane"), []));

        var order = await _bench.Book.RunAsync(_bench.OrderId, default);

        _bench.LiveBookings.Should().Be(1);
        _bench.Carrier.LiveOf(_bench.OrderId.Value).Single().ShipmentId.Should().Be(order.ShipmentId);
    }

    [Fact]
    public async Task Run_AnyFaultsAndDeaths_ExactlyOneBooking()
    {
        BookingFault[] faultsOfNoRefusal =
            [BookingFault.AnswerLost, BookingFault.RequestLost, BookingFault.NotReached, BookingFault.CallerDies, BookingFault.None];
        await Gen.Int[0, faultsOfNoRefusal.Length - 1].Select(index => faultsOfNoRefusal[index]).List[0, 12].SampleAsync(
            async faults =>
            {
                var bench = new FulfilmentBench();
                faults.ForEach(bench.Carrier.Faults.Enqueue);
                (await bench.BookUntilDoneAsync(60)).Should().BeNull();
                bench.LiveBookings.Should().Be(1);
                (await bench.OrderAsync()).Status.Should().Be(OrderStatus.Scheduled);
            },
            iter: 300);
    }

    [Fact]
    public async Task Run_DeathAtAnyWrite_ExactlyOneBooking()
    {
        await Gen.Select(Gen.Int[0, 8], Gen.Int[0, 8], Gen.Bool).SampleAsync(
            async (firstDeath, secondDeath, answerLost) =>
            {
                var bench = new FulfilmentBench();
                if (answerLost)
                {
                    bench.Carrier.Faults.Enqueue(BookingFault.AnswerLost);
                }

                var writes = 0;
                bench.Orders.BeforeWrite = () =>
                {
                    var number = writes++;
                    if (number == firstDeath || number == firstDeath + secondDeath + 1)
                    {
                        throw new ProcessDiedException();
                    }
                };
                (await bench.BookUntilDoneAsync(60)).Should().BeNull();
                bench.LiveBookings.Should().Be(1);
            },
            iter: 300);
    }
}
