using OrderingSystem.Application.Carriers;

namespace OrderingSystem.Simulation.Tests.Planted;

/// <summary>Never finds an earlier booking, as if nobody had looked.</summary>
internal sealed class BlindCarrier(ICarrierGateway carrier) : ICarrierGateway
{
    public Task<BookingOutcome> BookAsync(BookingRequest request, CancellationToken cancellationToken) => carrier.BookAsync(request, cancellationToken);

    public Task<LookupOutcome> FindByClientReferenceAsync(string clientReference, CancellationToken cancellationToken) =>
        Task.FromResult<LookupOutcome>(new LookupOutcome.Found([]));

    public Task<LookupOutcome> GetAsync(string shipmentId, CancellationToken cancellationToken) => carrier.GetAsync(shipmentId, cancellationToken);

    public Task<CancellationOutcome> CancelAsync(string shipmentId, CancellationToken cancellationToken) => carrier.CancelAsync(shipmentId, cancellationToken);

    public Task<ProbeOutcome> ProbeAsync(CancellationToken cancellationToken) => carrier.ProbeAsync(cancellationToken);
}
