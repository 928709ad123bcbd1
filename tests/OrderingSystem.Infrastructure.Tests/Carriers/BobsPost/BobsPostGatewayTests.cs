using BobsPost.Simulator.Faults;
using OrderingSystem.Application.Carriers;

namespace OrderingSystem.Infrastructure.Tests.Carriers.BobsPost;

public sealed class BobsPostGatewayTests
{
    private static readonly BookingRequest s_request = new("order-1", new Recipient("Ada", "1 Main Street"), [new Parcel("Tea", 2)]);

    [Fact]
    public async Task Book_SameReferenceAgain_IsAlreadyBookedWithTheSameShipment()
    {
        await using var carrier = await BobsPostUnderTest.StartAsync();
        var first = (BookingOutcome.Booked)await carrier.Gateway.BookAsync(s_request, default);

        var second = await carrier.Gateway.BookAsync(s_request, default);

        second.Should().BeOfType<BookingOutcome.AlreadyBooked>().Which.Booking.Should().Be(first.Booking);
    }

    [Fact]
    public async Task Book_SameReferenceAfterItsShipmentWasCancelled_IsNotABooking()
    {
        await using var carrier = await BobsPostUnderTest.StartAsync();
        var first = (BookingOutcome.Booked)await carrier.Gateway.BookAsync(s_request, default);
        await carrier.Gateway.CancelAsync(first.Booking.ShipmentId, default);

        var second = await carrier.Gateway.BookAsync(s_request, default);

        second.Should().BeOfType<BookingOutcome.InDoubt>().Which.Reason.Should().Contain("cancelled");
    }

    [Fact]
    public async Task Book_AnotherKeyAfterTheShipmentWasCancelled_IsBookedAnew()
    {
        await using var carrier = await BobsPostUnderTest.StartAsync();
        var first = (BookingOutcome.Booked)await carrier.Gateway.BookAsync(s_request, default);
        await carrier.Gateway.CancelAsync(first.Booking.ShipmentId, default);

        var second = await carrier.Gateway.BookAsync(s_request with { IdempotencyKey = "order-1.2" }, default);

        second.Should().BeOfType<BookingOutcome.Booked>().Which.Booking.ShipmentId.Should().NotBe(first.Booking.ShipmentId);
        (await carrier.CountLiveShipmentsAsync("order-1")).Should().Be(1);
    }

    [Fact]
    public async Task Book_SameReferenceWithAnotherAddress_IsRefused()
    {
        await using var carrier = await BobsPostUnderTest.StartAsync();
        await carrier.Gateway.BookAsync(s_request, default);

        var outcome = await carrier.Gateway.BookAsync(s_request with { Recipient = new Recipient("Ada", "2 Main Street") }, default);

        outcome.Should().BeOfType<BookingOutcome.Refused>();
    }

    [Fact]
    public async Task Book_CarrierSaysUnavailable_IsRepeatedWithinTheCallOnlyIfTheWaitIsShort()
    {
        await using var impatient = await BobsPostUnderTest.StartAsync();
        await using var patient = await BobsPostUnderTest.StartAsync(configure: options => options.MaxRetryDelay = TimeSpan.FromSeconds(5));
        impatient.Fail(CarrierFailure.Unavailable);
        patient.Fail(CarrierFailure.Unavailable);

        var notRepeated = await impatient.Gateway.BookAsync(s_request, default);
        var booking = patient.Gateway.BookAsync(s_request, default);
        await Eventually.BecomesTrueAsync(async () => await patient.CountBookingRequestsAsync("order-1") == 1);
        patient.Fail(null);

        notRepeated.Should().BeOfType<BookingOutcome.NotReached>();
        (await impatient.CountBookingRequestsAsync("order-1")).Should().Be(1);
        (await booking).Should().BeOfType<BookingOutcome.Booked>();
        (await patient.CountBookingRequestsAsync("order-1")).Should().Be(2);
    }

    [Fact]
    public async Task Find_CarrierFails_IsRepeatedWithinTheCall()
    {
        await using var carrier = await BobsPostUnderTest.StartAsync(configure: options => options.Attempts = 4);
        carrier.Fail(CarrierFailure.MalformedJson);

        var outcome = await carrier.Gateway.FindByClientReferenceAsync("order-1", default);

        outcome.Should().BeOfType<LookupOutcome.Unavailable>();
        (await carrier.Simulator.ReadLedgerAsync(default)).Requests.Should().HaveCount(4);
    }

    [Fact]
    public async Task Book_BreakerOpen_IsNotReachedAndAsksNobody()
    {
        await using var carrier = await DownUntilTheBreakerOpensAsync();
        var before = (await carrier.Simulator.ReadLedgerAsync(default)).Requests.Count;

        var outcome = await carrier.Gateway.BookAsync(s_request, default);

        outcome.Should().BeOfType<BookingOutcome.NotReached>().Which.Reason.Should().Contain("breaker");
        (await carrier.Simulator.ReadLedgerAsync(default)).Requests.Should().HaveCount(before);
    }

    [Fact]
    public async Task Probe_BreakerOpenAndCarrierUpAgain_AnswersAndClosesTheBreaker()
    {
        await using var carrier = await DownUntilTheBreakerOpensAsync();
        carrier.Fail(null);

        var probe = await carrier.Gateway.ProbeAsync(default);

        probe.Should().BeOfType<ProbeOutcome.Answers>();
        (await carrier.Gateway.BookAsync(s_request, default)).Should().BeOfType<BookingOutcome.Booked>();
    }

    [Fact]
    public async Task Book_NobodyListensForLong_StaysNotReached()
    {
        await using var carrier = await BobsPostUnderTest.StartAsync(configure: options => options.BreakerMinimumAttempts = 2);
        await carrier.StopAsync();

        for (var attempt = 0; attempt < 10; attempt++)
        {
            (await carrier.Gateway.BookAsync(s_request, default)).Should().BeOfType<BookingOutcome.NotReached>();
        }
    }

    [Fact]
    public async Task Book_MoreCallsThanMayWait_IsNotReachedForTheRest()
    {
        await using var carrier = await BobsPostUnderTest.StartAsync(configure: options =>
        {
            options.MaxConcurrency = 1;
            options.MaxQueued = 0;
            options.AttemptTimeout = TimeSpan.FromMilliseconds(500);
        });
        carrier.Fail(CarrierFailure.Hang);
        var first = carrier.Gateway.BookAsync(s_request, default);

        var second = await carrier.Gateway.BookAsync(s_request with { ClientReference = "order-2" }, default);

        second.Should().BeOfType<BookingOutcome.NotReached>();
        (await first).Should().BeOfType<BookingOutcome.InDoubt>();
        (await carrier.CountBookingRequestsAsync("order-2")).Should().Be(0);
    }

    [Fact]
    public async Task Book_RateOfFaultsWithEveryKind_NeverClaimsMoreThanTheBooksSay()
    {
        await using var carrier = await BobsPostUnderTest.StartAsync(forgetKeys: true, options =>
        {
            options.BreakerMinimumAttempts = 10_000;
            options.AttemptTimeout = TimeSpan.FromMilliseconds(500);
        });
        carrier.Simulator.SetFaults(new FaultSettings(0.5));

        for (var order = 0; order < 60; order++)
        {
            var reference = $"order-{order}";
            var outcome = await carrier.Gateway.BookAsync(s_request with { ClientReference = reference }, default);
            var booked = await carrier.CountLiveShipmentsAsync(reference);
            switch (outcome)
            {
                case BookingOutcome.Booked:
                    booked.Should().Be(1);
                    break;
                case BookingOutcome.NotReached or BookingOutcome.Throttled or BookingOutcome.Refused:
                    booked.Should().Be(0, "{0}", outcome);
                    break;
                default:
                    outcome.Should().BeOfType<BookingOutcome.InDoubt>();
                    booked.Should().BeLessThanOrEqualTo(1);
                    break;
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    public async Task Get_IdThatWouldChangeThePath_Throws(string shipmentId)
    {
        await using var carrier = await BobsPostUnderTest.StartAsync();

        var asking = () => carrier.Gateway.GetAsync(shipmentId, default);

        await asking.Should().ThrowAsync<ArgumentException>();
    }

    private static async Task<BobsPostUnderTest> DownUntilTheBreakerOpensAsync()
    {
        var carrier = await BobsPostUnderTest.StartAsync(configure: options => options.BreakerMinimumAttempts = 5);
        carrier.Fail(CarrierFailure.ConnectionReset);
        for (var attempt = 0; attempt < 5; attempt++)
        {
            await carrier.Gateway.BookAsync(s_request with { ClientReference = "order-0" }, default);
        }

        return carrier;
    }
}
