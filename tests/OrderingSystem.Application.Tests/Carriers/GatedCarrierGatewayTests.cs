using OrderingSystem.Application.Carriers;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Application.Tests.Outages;
using OrderingSystem.Domain.Carriers;

namespace OrderingSystem.Application.Tests.Carriers;

public sealed class GatedCarrierGatewayTests
{
    private readonly OutageBench _bench = new();

    [Fact]
    public async Task Calls_WhileDown_NeverReachTheCarrier()
    {
        await GoDownAsync();
        _bench.Carrier.Calls.Clear();

        (await _bench.Gated.BookAsync(Request("x"), default)).Should().BeOfType<BookingOutcome.GateClosed>();
        (await _bench.Gated.FindByClientReferenceAsync("x", default)).Should().BeOfType<LookupOutcome.GateClosed>();
        (await _bench.Gated.GetAsync("x", default)).Should().BeOfType<LookupOutcome.GateClosed>();
        (await _bench.Gated.CancelAsync("x", default)).Should().BeOfType<CancellationOutcome.GateClosed>();

        _bench.Carrier.Calls.Should().BeEmpty();
        (await _bench.Gated.ProbeAsync(default)).Should().BeOfType<ProbeOutcome.Unavailable>("the holder of the lease may ask");
    }

    [Fact]
    public async Task Failures_OfDistinctOrders_CloseTheGateForAll()
    {
        await GoDownAsync();

        (await _bench.GateAsync()).State.Should().Be(CarrierGateState.Down);
        _bench.Carrier.Calls.Should().HaveCount(_bench.Limits.FailuresToGoDown);
    }

    [Theory]
    [InlineData(BookingFault.Refused)]
    [InlineData(BookingFault.Throttled)]
    [InlineData(BookingFault.None)]
    public async Task Answers_OfAnyKind_NeverCloseTheGate(BookingFault fault)
    {
        for (var number = 0; number < 100; number++)
        {
            _bench.Carrier.Faults.Enqueue(fault);
            await _bench.Gated.BookAsync(Request($"{number}"), default);
        }

        (await _bench.GateAsync()).State.Should().Be(CarrierGateState.Up);
        _bench.GateStore.Writes.Should().Be(0, "a carrier that answers costs no write");
    }

    [Theory]
    [InlineData(BookingFault.NotReached)]
    [InlineData(BookingFault.RequestLost)]
    public async Task Failures_OfOneOrder_DoNotCloseTheGate(BookingFault fault)
    {
        for (var number = 0; number < 100; number++)
        {
            _bench.Carrier.Faults.Enqueue(fault);
            await _bench.Gated.BookAsync(Request("same"), default);
        }

        (await _bench.GateAsync()).State.Should().Be(CarrierGateState.Up);
    }

    [Fact]
    public async Task Failures_OfOurOwnSide_DoNotCloseTheGate()
    {
        var unreachable = new GatedCarrierGateway(new NoNetwork(), _bench.Gates, Microsoft.Extensions.Options.Options.Create(_bench.Limits));
        for (var number = 0; number < 100; number++)
        {
            await unreachable.BookAsync(Request($"{number}"), default);
            await unreachable.GetAsync($"{number}", default);
            await unreachable.CancelAsync($"{number}", default);
        }

        (await _bench.GateAsync()).State.Should().Be(CarrierGateState.Up);
    }

    [Fact]
    public async Task Answers_ThatAreCancelledShipments_DoNotCloseTheGate()
    {
        _bench.Carrier.HonoursKeys = true;
        for (var number = 0; number < _bench.Limits.FailuresToGoDown * 2; number++)
        {
            var booked = (BookingOutcome.Booked)await _bench.Gated.BookAsync(Request($"{number}"), default);
            await _bench.Carrier.CancelAsync(booked.Booking.ShipmentId, default);

            (await _bench.Gated.BookAsync(Request($"{number}"), default)).Should().BeOfType<BookingOutcome.InDoubt>();
        }

        (await _bench.GateAsync()).State.Should().Be(CarrierGateState.Up);
    }

    private static BookingRequest Request(string reference) => new(reference, new Recipient("Ada", "Lane"), [new Parcel("Tea", 1)]);

    private async Task GoDownAsync()
    {
        _bench.Carrier.IsDown = true;
        for (var number = 0; number < _bench.Limits.FailuresToGoDown; number++)
        {
            await _bench.Gated.BookAsync(Request($"{number}"), default);
        }
    }

    private sealed class NoNetwork : ICarrierGateway
    {
        public Task<BookingOutcome> BookAsync(BookingRequest request, CancellationToken cancellationToken) =>
            Task.FromResult<BookingOutcome>(new BookingOutcome.NotReached("no such host") { IsOurs = true });

        public Task<LookupOutcome> FindByClientReferenceAsync(string clientReference, CancellationToken cancellationToken) => GetAsync(clientReference, cancellationToken);

        public Task<LookupOutcome> GetAsync(string shipmentId, CancellationToken cancellationToken) =>
            Task.FromResult<LookupOutcome>(new LookupOutcome.Unavailable("no such host") { IsOurs = true });

        public Task<CancellationOutcome> CancelAsync(string shipmentId, CancellationToken cancellationToken) =>
            Task.FromResult<CancellationOutcome>(new CancellationOutcome.Unavailable("no such host") { IsOurs = true });

        public Task<ProbeOutcome> ProbeAsync(CancellationToken cancellationToken) =>
            Task.FromResult<ProbeOutcome>(new ProbeOutcome.Unavailable("no such host") { IsOurs = true });
    }
}
