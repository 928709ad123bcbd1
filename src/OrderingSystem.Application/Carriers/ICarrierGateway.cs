namespace OrderingSystem.Application.Carriers;

/// <summary>
/// One carrier. Whatever the carrier or the network does is an outcome, never an exception; only cancellation by the caller and our own bugs throw.
/// </summary>
public interface ICarrierGateway
{
    /// <summary>Asks the carrier to ship an order. Sends <see cref="BookingRequest.IdempotencyKey"/>, for carriers that honour one.</summary>
    Task<BookingOutcome> BookAsync(BookingRequest request, CancellationToken cancellationToken);

    /// <summary>All shipments that the carrier has under our reference, cancelled ones included.</summary>
    Task<LookupOutcome> FindByClientReferenceAsync(string clientReference, CancellationToken cancellationToken);

    Task<LookupOutcome> GetAsync(string shipmentId, CancellationToken cancellationToken);

    Task<CancellationOutcome> CancelAsync(string shipmentId, CancellationToken cancellationToken);

    /// <summary>The cheapest question that tells whether the carrier answers at all.</summary>
    Task<ProbeOutcome> ProbeAsync(CancellationToken cancellationToken);
}

/// <param name="ClientReference">The order id.</param>
public sealed record BookingRequest(string ClientReference, Recipient Recipient, IReadOnlyList<Parcel> Parcels)
{
    /// <summary>
    /// Null for the client reference itself. Another one is needed once the shipment under the first is cancelled, or once the request has
    /// changed: under the same key a carrier answers with the cancelled shipment for ever, or refuses. Derive it from what is stored
    /// (the number of cancelled shipments, say), never from chance, so that a repeated run sends the same.
    /// </summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>
    /// A request that has not left by then must not leave any more: whoever sent it may have been suspended, and another may have taken over.
    /// Checked at the last moment before the first byte; a request that is held back is <see cref="BookingOutcome.NotReached"/>. Null for no limit.
    /// </summary>
    public DateTimeOffset? NotAfter { get; init; }
}

public sealed record Recipient(string Name, string Address);

public sealed record Parcel(string Description, int Quantity);
