using System.Collections.Concurrent;
using OrderingSystem.Application.Carriers;
using OrderingSystem.Domain.Shipping;

namespace OrderingSystem.Host.Forecast;

/// <summary>Bob's Post, reduced to what costs depend on: down for a while, then it books, and ships a day and a half later. Counts what it is asked.</summary>
internal sealed class ForecastCarrier(TimeProvider clock) : ICarrierGateway
{
    private const string Down = "Bob's Post is down.";

    private static readonly TimeSpan DispatchTime = TimeSpan.FromHours(36);

    private readonly ConcurrentDictionary<string, Shipment> _shipments = new(StringComparer.Ordinal);
    private long _whileDown;
    private long _afterwards;

    public DateTimeOffset DownUntil { get; set; }

    public ForecastCount Calls => new(Interlocked.Read(ref _whileDown), Interlocked.Read(ref _afterwards));

    public Task<BookingOutcome> BookAsync(BookingRequest request, CancellationToken cancellationToken)
    {
        if (IsDown())
        {
            return Task.FromResult<BookingOutcome>(new BookingOutcome.NotReached(Down));
        }

        var made = new Shipment($"BP-{request.ClientReference}", $"T-{request.ClientReference}", request.ClientReference, ShipmentStatus.Scheduled, clock.GetUtcNow() + DispatchTime, null);
        var shipment = _shipments.GetOrAdd(made.ShipmentId, made);
        var booking = new Booking(shipment.ShipmentId, shipment.TrackingNumber, shipment.ClientReference, shipment.EstimatedDispatchAt);
        return Task.FromResult<BookingOutcome>(ReferenceEquals(shipment, made) ? new BookingOutcome.Booked(booking) : new BookingOutcome.AlreadyBooked(booking));
    }

    public Task<LookupOutcome> FindByClientReferenceAsync(string clientReference, CancellationToken cancellationToken) => LookUp($"BP-{clientReference}");

    public Task<LookupOutcome> GetAsync(string shipmentId, CancellationToken cancellationToken) => LookUp(shipmentId);

    public Task<CancellationOutcome> CancelAsync(string shipmentId, CancellationToken cancellationToken) =>
        Task.FromResult<CancellationOutcome>(IsDown() ? new CancellationOutcome.Unavailable(Down) : new CancellationOutcome.Refused("Nothing is cancelled in a forecast."));

    public Task<ProbeOutcome> ProbeAsync(CancellationToken cancellationToken) =>
        Task.FromResult<ProbeOutcome>(IsDown() ? new ProbeOutcome.Unavailable(Down) : new ProbeOutcome.Answers());

    private Task<LookupOutcome> LookUp(string shipmentId) => Task.FromResult<LookupOutcome>(
        IsDown() ? new LookupOutcome.Unavailable(Down)
        : _shipments.TryGetValue(shipmentId, out var shipment) ? new LookupOutcome.Found([AsOfNow(shipment)])
        : new LookupOutcome.Found([]));

    private Shipment AsOfNow(Shipment shipment) => shipment.EstimatedDispatchAt <= clock.GetUtcNow()
        ? shipment with { Status = ShipmentStatus.Shipped, ShippedAt = shipment.EstimatedDispatchAt }
        : shipment;

    /// <summary>Called once per question.</summary>
    private bool IsDown()
    {
        var isDown = clock.GetUtcNow() < DownUntil;
        Interlocked.Increment(ref isDown ? ref _whileDown : ref _afterwards);
        return isDown;
    }
}
