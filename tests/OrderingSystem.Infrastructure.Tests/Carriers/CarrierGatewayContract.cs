using OrderingSystem.Application.Carriers;
using OrderingSystem.Domain.Shipping;

namespace OrderingSystem.Infrastructure.Tests.Carriers;

/// <summary>What every carrier's gateway promises; the carrier's test class inherits it.</summary>
public abstract class CarrierGatewayContract
{
    [Fact]
    public async Task Book_ValidRequest_IsBookedOnce()
    {
        await using var carrier = await StartAsync();

        var outcome = await carrier.Gateway.BookAsync(Request("order-1"), default);

        var booking = outcome.Should().BeOfType<BookingOutcome.Booked>().Which.Booking;
        booking.ClientReference.Should().Be("order-1");
        booking.ShipmentId.Should().NotBeEmpty();
        booking.TrackingNumber.Should().NotBeEmpty();
        booking.EstimatedDispatchAt.Should().BeAfter(carrier.Clock.GetUtcNow());
        (await carrier.CountLiveShipmentsAsync("order-1")).Should().Be(1);
    }

    [Fact]
    public async Task Book_UndeliverableAddress_IsRefusedWithTheCarriersReason()
    {
        await using var carrier = await StartAsync();

        var outcome = await carrier.Gateway.BookAsync(Request("order-1", carrier.UndeliverableAddress), default);

        outcome.Should().BeOfType<BookingOutcome.Refused>().Which.Reason.Should().Contain("address");
        (await carrier.CountLiveShipmentsAsync("order-1")).Should().Be(0);
    }

    [Fact]
    public async Task Book_ManyRefusals_NeverCountAsDown()
    {
        await using var carrier = await StartAsync();

        for (var order = 0; order < 50; order++)
        {
            (await carrier.Gateway.BookAsync(Request($"order-{order}", carrier.UndeliverableAddress), default)).Should().BeOfType<BookingOutcome.Refused>();
        }

        (await carrier.Gateway.BookAsync(Request("order-50"), default)).Should().BeOfType<BookingOutcome.Booked>();
    }

    [Fact]
    public async Task Book_NobodyListens_IsNotReached()
    {
        await using var carrier = await StartAsync();
        await carrier.StopAsync();

        var outcome = await carrier.Gateway.BookAsync(Request("order-1"), default);

        outcome.Should().BeOfType<BookingOutcome.NotReached>();
    }

    [Theory]
    [InlineData(CarrierFailure.InternalError)]
    [InlineData(CarrierFailure.ConnectionReset)]
    [InlineData(CarrierFailure.Hang)]
    [InlineData(CarrierFailure.SlowBody)]
    [InlineData(CarrierFailure.MalformedJson)]
    [InlineData(CarrierFailure.Html)]
    [InlineData(CarrierFailure.BookedAnswerLost)]
    [InlineData(CarrierFailure.CancelledShipment)]
    [InlineData(CarrierFailure.ForeignShipment)]
    public async Task Book_AmbiguousFailure_IsInDoubtAfterOneRequest(CarrierFailure failure)
    {
        await using var carrier = await StartAsync(PatienceFor(failure));
        await carrier.Gateway.FindByClientReferenceAsync("order-1", default); // leaves a connection, which a client may silently retry on
        carrier.Fail(failure);

        var outcome = await carrier.Gateway.BookAsync(Request("order-1"), default);

        outcome.Should().BeOfType<BookingOutcome.InDoubt>().Which.Reason.Should().NotBeEmpty();
        (await carrier.CountBookingRequestsAsync("order-1")).Should().Be(1);
        (await carrier.CountLiveShipmentsAsync("order-1")).Should().BeLessThanOrEqualTo(1);
    }

    [Theory]
    [InlineData(CarrierFailure.SlowBody)]
    [InlineData(CarrierFailure.MalformedJson)]
    [InlineData(CarrierFailure.BookedAnswerLost)]
    public async Task Find_AfterABookingWhoseAnswerWasLost_FindsExactlyOne(CarrierFailure failure)
    {
        await using var carrier = await StartAsync(PatienceFor(failure));
        carrier.Fail(failure);
        var booking = await carrier.Gateway.BookAsync(Request("order-1"), default);
        carrier.Fail(null);

        var lookup = await carrier.Gateway.FindByClientReferenceAsync("order-1", default);

        booking.Should().BeOfType<BookingOutcome.InDoubt>();
        var shipment = lookup.Should().BeOfType<LookupOutcome.Found>().Which.Shipments.Should().ContainSingle().Subject;
        shipment.ClientReference.Should().Be("order-1");
        shipment.Status.Should().Be(ShipmentStatus.Scheduled);
    }

    [Fact]
    public async Task Book_InDoubtThenLookedUpAndBookedAgain_EndsWithOneShipmentWhateverFailed()
    {
        await using var carrier = await StartAsync(TimeSpan.FromSeconds(2));

        foreach (var failure in Enum.GetValues<CarrierFailure>())
        {
            var reference = $"order-{failure}";
            carrier.Fail(failure);
            await carrier.Gateway.BookAsync(Request(reference), default);
            carrier.Fail(null);
            var found = (LookupOutcome.Found)await carrier.Gateway.FindByClientReferenceAsync(reference, default);
            if (found.Shipments.Count == 0)
            {
                (await carrier.Gateway.BookAsync(Request(reference), default)).Should().BeOfType<BookingOutcome.Booked>();
            }

            (await carrier.CountLiveShipmentsAsync(reference)).Should().Be(1, "{0}", failure);
        }
    }

    [Fact]
    public async Task Book_CarrierSaysUnavailable_IsNotReached()
    {
        await using var carrier = await StartAsync();
        carrier.Fail(CarrierFailure.Unavailable);

        var outcome = await carrier.Gateway.BookAsync(Request("order-1"), default);

        outcome.Should().BeOfType<BookingOutcome.NotReached>();
        (await carrier.CountLiveShipmentsAsync("order-1")).Should().Be(0);
    }

    [Fact]
    public async Task Book_Throttled_SaysUntilWhenByTheCarriersClock()
    {
        await using var carrier = await StartAsync();
        carrier.Fail(CarrierFailure.Throttled);

        for (var order = 0; order < 10; order++)
        {
            var outcome = await carrier.Gateway.BookAsync(Request($"order-{order}"), default);

            outcome.Should().BeOfType<BookingOutcome.Throttled>().Which.Until.Should()
                .BeAfter(carrier.Clock.GetUtcNow()).And.BeBefore(carrier.Clock.GetUtcNow().AddMinutes(1));
        }
    }

    [Fact]
    public async Task Book_CallerCancels_Throws()
    {
        await using var carrier = await StartAsync();
        carrier.Fail(CarrierFailure.Hang);
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(50), TimeProvider.System);

        var booking = () => carrier.Gateway.BookAsync(Request("order-1"), cancellation.Token);

        await booking.Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Find_UnknownReference_FindsNone()
    {
        await using var carrier = await StartAsync();

        var outcome = await carrier.Gateway.FindByClientReferenceAsync("order&unknown=1", default);

        outcome.Should().BeOfType<LookupOutcome.Found>().Which.Shipments.Should().BeEmpty();
    }

    [Fact]
    public async Task Get_BookedShipment_FollowsItUntilItShips()
    {
        await using var carrier = await StartAsync();
        var booked = (BookingOutcome.Booked)await carrier.Gateway.BookAsync(Request("order-1"), default);

        var before = await carrier.Gateway.GetAsync(booked.Booking.ShipmentId, default);
        carrier.Clock.Advance(TimeSpan.FromDays(60));
        var after = await carrier.Gateway.GetAsync(booked.Booking.ShipmentId, default);

        before.Should().BeOfType<LookupOutcome.Found>().Which.Shipments.Should().ContainSingle().Which.Status.Should().Be(ShipmentStatus.Scheduled);
        var shipped = after.Should().BeOfType<LookupOutcome.Found>().Which.Shipments.Should().ContainSingle().Subject;
        shipped.Status.Should().Be(ShipmentStatus.Shipped);
        shipped.ShippedAt.Should().NotBeNull().And.BeOnOrBefore(carrier.Clock.GetUtcNow());
    }

    [Fact]
    public async Task Get_UnknownShipment_FindsNone()
    {
        await using var carrier = await StartAsync();

        var outcome = await carrier.Gateway.GetAsync("no/such?shipment", default);

        outcome.Should().BeOfType<LookupOutcome.Found>().Which.Shipments.Should().BeEmpty();
    }

    [Theory]
    [InlineData(CarrierFailure.InternalError)]
    [InlineData(CarrierFailure.Unavailable)]
    [InlineData(CarrierFailure.ConnectionReset)]
    [InlineData(CarrierFailure.Hang)]
    [InlineData(CarrierFailure.SlowBody)]
    [InlineData(CarrierFailure.MalformedJson)]
    [InlineData(CarrierFailure.Html)]
    public async Task Questions_CarrierFails_AreUnavailable(CarrierFailure failure)
    {
        await using var carrier = await StartAsync(PatienceFor(failure));
        carrier.Fail(failure);

        (await carrier.Gateway.FindByClientReferenceAsync("order-1", default)).Should().BeOfType<LookupOutcome.Unavailable>();
        (await carrier.Gateway.GetAsync("some-shipment", default)).Should().BeOfType<LookupOutcome.Unavailable>();
        (await carrier.Gateway.CancelAsync("some-shipment", default)).Should().BeOfType<CancellationOutcome.Unavailable>();
        (await carrier.Gateway.ProbeAsync(default)).Should().BeOfType<ProbeOutcome.Unavailable>();
    }

    [Fact]
    public async Task Questions_CarrierThrottles_AreThrottled()
    {
        await using var carrier = await StartAsync();
        carrier.Fail(CarrierFailure.Throttled);

        (await carrier.Gateway.FindByClientReferenceAsync("order-1", default)).Should().BeOfType<LookupOutcome.Throttled>();
        (await carrier.Gateway.GetAsync("some-shipment", default)).Should().BeOfType<LookupOutcome.Throttled>();
        (await carrier.Gateway.CancelAsync("some-shipment", default)).Should().BeOfType<CancellationOutcome.Throttled>();
        (await carrier.Gateway.ProbeAsync(default)).Should().BeOfType<ProbeOutcome.Throttled>();
    }

    [Fact]
    public async Task Cancel_Scheduled_IsCancelledAndAgainToo()
    {
        await using var carrier = await StartAsync();
        var booked = (BookingOutcome.Booked)await carrier.Gateway.BookAsync(Request("order-1"), default);

        var first = await carrier.Gateway.CancelAsync(booked.Booking.ShipmentId, default);
        var second = await carrier.Gateway.CancelAsync(booked.Booking.ShipmentId, default);

        first.Should().BeOfType<CancellationOutcome.Cancelled>();
        second.Should().BeOfType<CancellationOutcome.Cancelled>();
        (await carrier.CountLiveShipmentsAsync("order-1")).Should().Be(0);
    }

    [Fact]
    public async Task Cancel_Shipped_SaysSinceWhen()
    {
        await using var carrier = await StartAsync();
        var booked = (BookingOutcome.Booked)await carrier.Gateway.BookAsync(Request("order-1"), default);
        carrier.Clock.Advance(TimeSpan.FromDays(60));

        var outcome = await carrier.Gateway.CancelAsync(booked.Booking.ShipmentId, default);

        outcome.Should().BeOfType<CancellationOutcome.AlreadyShipped>().Which.ShippedAt.Should().Be(booked.Booking.EstimatedDispatchAt);
    }

    [Fact]
    public async Task Cancel_UnknownShipment_IsNotFound()
    {
        await using var carrier = await StartAsync();

        (await carrier.Gateway.CancelAsync("no-such-shipment", default)).Should().BeOfType<CancellationOutcome.NotFound>();
    }

    [Fact]
    public async Task Probe_CarrierUp_Answers()
    {
        await using var carrier = await StartAsync();

        (await carrier.Gateway.ProbeAsync(default)).Should().BeOfType<ProbeOutcome.Answers>();
    }

    protected static BookingRequest Request(string clientReference, string address = "1 Main Street") =>
        new(clientReference, new Recipient("Ada", address), [new Parcel("Tea", 2)]);

    /// <param name="patience">How long the gateway waits for one answer; null for as long as a busy machine needs.</param>
    protected abstract Task<CarrierUnderTest> StartAsync(TimeSpan? patience = null);

    // Only where an answer that never comes is the point: a healthy carrier on a busy machine may need longer.
    private static TimeSpan? PatienceFor(CarrierFailure failure) =>
        failure is CarrierFailure.Hang or CarrierFailure.SlowBody ? TimeSpan.FromMilliseconds(500) : null;
}
