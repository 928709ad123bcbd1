using Microsoft.Extensions.Options;
using OrderingSystem.Domain.Carriers;

namespace OrderingSystem.Application.Carriers;

/// <summary>
/// Stands before a carrier's adapter: while the gate says that the carrier is down, nobody is let through; and what comes of a call is told to
/// the gate. The probe goes past it: <see cref="CarrierProbe"/> holds the lease for that.
/// </summary>
public sealed class GatedCarrierGateway(ICarrierGateway carrier, CarrierGateKeeper gates, IOptions<CarrierGateLimits> limits) : ICarrierGateway
{
    public async Task<BookingOutcome> BookAsync(BookingRequest request, CancellationToken cancellationToken)
    {
        if (await ClosedAsync(cancellationToken) is { } closed)
        {
            return new BookingOutcome.GateClosed(closed.NextProbeAt);
        }

        var outcome = await carrier.BookAsync(request, cancellationToken);
        await (outcome switch
        {
            BookingOutcome.Booked or BookingOutcome.AlreadyBooked or BookingOutcome.Refused => AnsweredAsync(cancellationToken),
            BookingOutcome.InDoubt { Answered: false } doubt => FailedAsync(request.ClientReference, doubt.Reason, cancellationToken),
            BookingOutcome.NotReached { IsOurs: false } notReached => FailedAsync(request.ClientReference, notReached.Reason, cancellationToken),
            BookingOutcome.Throttled throttled => ThrottledAsync(throttled.Until, cancellationToken),
            _ => Task.CompletedTask,
        });
        return outcome;
    }

    public Task<LookupOutcome> FindByClientReferenceAsync(string clientReference, CancellationToken cancellationToken) =>
        LookUpAsync(clientReference, () => carrier.FindByClientReferenceAsync(clientReference, cancellationToken), cancellationToken);

    public Task<LookupOutcome> GetAsync(string shipmentId, CancellationToken cancellationToken) =>
        LookUpAsync(shipmentId, () => carrier.GetAsync(shipmentId, cancellationToken), cancellationToken);

    public async Task<CancellationOutcome> CancelAsync(string shipmentId, CancellationToken cancellationToken)
    {
        if (await ClosedAsync(cancellationToken) is { } closed)
        {
            return new CancellationOutcome.GateClosed(closed.NextProbeAt);
        }

        var outcome = await carrier.CancelAsync(shipmentId, cancellationToken);
        await (outcome switch
        {
            CancellationOutcome.Unavailable { IsOurs: false } unavailable => FailedAsync(shipmentId, unavailable.Reason, cancellationToken),
            CancellationOutcome.Unavailable => Task.CompletedTask,
            CancellationOutcome.Throttled throttled => ThrottledAsync(throttled.Until, cancellationToken),
            CancellationOutcome.GateClosed => Task.CompletedTask,
            _ => AnsweredAsync(cancellationToken),
        });
        return outcome;
    }

    public Task<ProbeOutcome> ProbeAsync(CancellationToken cancellationToken) => carrier.ProbeAsync(cancellationToken);

    private async Task<LookupOutcome> LookUpAsync(string caller, Func<Task<LookupOutcome>> ask, CancellationToken cancellationToken)
    {
        if (await ClosedAsync(cancellationToken) is { } closed)
        {
            return new LookupOutcome.GateClosed(closed.NextProbeAt);
        }

        var outcome = await ask();
        await (outcome switch
        {
            LookupOutcome.Found => AnsweredAsync(cancellationToken),
            LookupOutcome.Unavailable { IsOurs: false } unavailable => FailedAsync(caller, unavailable.Reason, cancellationToken),
            LookupOutcome.Throttled throttled => ThrottledAsync(throttled.Until, cancellationToken),
            _ => Task.CompletedTask,
        });
        return outcome;
    }

    private async Task<CarrierGate?> ClosedAsync(CancellationToken cancellationToken)
    {
        var gate = await gates.ReadAsync(cancellationToken);
        return gate.LetsOrdersThrough ? null : gate;
    }

    private Task AnsweredAsync(CancellationToken cancellationToken) => TellAsync((gate, _) => gate.Answered(), cancellationToken);

    private Task FailedAsync(string caller, string reason, CancellationToken cancellationToken) =>
        TellAsync((gate, now) => gate.Failed(caller, reason, now, limits.Value), cancellationToken);

    private Task ThrottledAsync(DateTimeOffset? until, CancellationToken cancellationToken) =>
        TellAsync((gate, now) => gate.Throttled(until, now, limits.Value), cancellationToken);

    private async Task TellAsync(Func<CarrierGate, DateTimeOffset, CarrierGate> transition, CancellationToken cancellationToken) =>
        await gates.ChangeAsync(transition, cancellationToken);
}
