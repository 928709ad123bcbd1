using OrderingSystem.Application.Carriers;
using OrderingSystem.Domain.Shipping;

namespace OrderingSystem.Application.Tests.Fakes;

public enum BookingFault
{
    None,

    /// <summary>Booked, and the answer is lost.</summary>
    AnswerLost,

    /// <summary>The request is lost, and the caller cannot know.</summary>
    RequestLost,

    /// <summary>The connection is refused.</summary>
    NotReached,

    Refused,

    /// <summary>The caller's process dies after the carrier booked.</summary>
    CallerDies,

    /// <summary>Asks for patience.</summary>
    Throttled,
}

/// <summary>A carrier that forgets idempotency keys, and books whenever it is asked, unless it is told to honour them.</summary>
public sealed class FakeCarrier(TimeProvider clock) : ICarrierGateway
{
    private readonly Dictionary<string, string> _shipmentOfKey = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private int _number;

    public Dictionary<string, Shipment> Shipments { get; } = [];

    /// <summary>What the coming bookings meet, in order; after that, none.</summary>
    public Queue<BookingFault> Faults { get; } = new();

    public bool IsDown { get; set; }

    /// <summary>Everything that it was asked, its down times included.</summary>
    public List<(DateTimeOffset At, string Operation)> Calls { get; } = [];

    /// <summary>Bookings that meet a server error, and are not carried out.</summary>
    public Func<BookingRequest, bool>? Fails { get; set; }

    /// <summary>The same key again is answered with the same shipment, whatever has become of it.</summary>
    public bool HonoursKeys { get; set; }

    public int BookCalls { get; private set; }

    public int CancelCalls { get; private set; }

    /// <summary>Runs while a booking is under way, before the carrier carries it out.</summary>
    public Func<Task>? DuringBooking { get; set; }

    /// <summary>Runs in the moment before the first byte leaves.</summary>
    public Func<Task>? BeforeSending { get; set; }

    public IEnumerable<Shipment> LiveOf(string clientReference) =>
        Shipments.Values.Where(shipment => shipment.ClientReference == clientReference && shipment.Status != ShipmentStatus.Cancelled);

    public async Task<BookingOutcome> BookAsync(BookingRequest request, CancellationToken cancellationToken)
    {
        BookCalls++;
        Calls.Add((clock.GetUtcNow(), "book"));
        if (BeforeSending is { } before)
        {
            await before();
        }

        if (clock.GetUtcNow() > request.NotAfter)
        {
            return new BookingOutcome.NotReached("Held up too long.") { IsOurs = true };
        }

        if (DuringBooking is { } during)
        {
            await during();
        }

        if (IsDown)
        {
            return new BookingOutcome.NotReached("Down, as the test asked.");
        }

        if (Fails?.Invoke(request) == true)
        {
            return new BookingOutcome.InDoubt("500, as the test asked.");
        }

        lock (_gate)
        {
            switch (Faults.TryDequeue(out var fault) ? fault : BookingFault.None)
            {
                case BookingFault.AnswerLost:
                    Book(request);
                    return new BookingOutcome.InDoubt("The answer was lost.");
                case BookingFault.RequestLost:
                    return new BookingOutcome.InDoubt("No answer.");
                case BookingFault.NotReached:
                    return new BookingOutcome.NotReached("Connection refused.");
                case BookingFault.Refused:
                    return new BookingOutcome.Refused("No such street.");
                case BookingFault.Throttled:
                    return new BookingOutcome.Throttled(clock.GetUtcNow().AddSeconds(30));
                case BookingFault.CallerDies:
                    Book(request);
                    throw new ProcessDiedException();
                default:
                    var shipment = Book(request);
                    return shipment.Status == ShipmentStatus.Cancelled
                        ? new BookingOutcome.InDoubt("The answer is a cancelled shipment.", Answered: true)
                        : new BookingOutcome.Booked(new Booking(shipment.ShipmentId, shipment.TrackingNumber, shipment.ClientReference, shipment.EstimatedDispatchAt));
            }
        }
    }

    public Task<LookupOutcome> FindByClientReferenceAsync(string clientReference, CancellationToken cancellationToken)
    {
        Calls.Add((clock.GetUtcNow(), "find"));
        return Task.FromResult<LookupOutcome>(IsDown
            ? new LookupOutcome.Unavailable("Down, as the test asked.")
            : new LookupOutcome.Found([.. Shipments.Values.Where(shipment => shipment.ClientReference == clientReference)]));
    }

    public Task<LookupOutcome> GetAsync(string shipmentId, CancellationToken cancellationToken)
    {
        Calls.Add((clock.GetUtcNow(), "get"));
        return Task.FromResult<LookupOutcome>(IsDown
            ? new LookupOutcome.Unavailable("Down, as the test asked.")
            : new LookupOutcome.Found(Shipments.TryGetValue(shipmentId, out var shipment) ? [shipment] : []));
    }

    public Task<CancellationOutcome> CancelAsync(string shipmentId, CancellationToken cancellationToken)
    {
        CancelCalls++;
        Calls.Add((clock.GetUtcNow(), "cancel"));
        if (IsDown)
        {
            return Task.FromResult<CancellationOutcome>(new CancellationOutcome.Unavailable("Down, as the test asked."));
        }

        if (!Shipments.TryGetValue(shipmentId, out var shipment))
        {
            return Task.FromResult<CancellationOutcome>(new CancellationOutcome.NotFound());
        }

        if (shipment.Status == ShipmentStatus.Shipped)
        {
            return Task.FromResult<CancellationOutcome>(new CancellationOutcome.AlreadyShipped(shipment.ShippedAt));
        }

        Shipments[shipmentId] = shipment with { Status = ShipmentStatus.Cancelled };
        return Task.FromResult<CancellationOutcome>(new CancellationOutcome.Cancelled());
    }

    /// <summary>The status page answers although the rest of the carrier is down.</summary>
    public bool StatusLies { get; set; }

    public Task<ProbeOutcome> ProbeAsync(CancellationToken cancellationToken)
    {
        Calls.Add((clock.GetUtcNow(), "probe"));
        return Task.FromResult<ProbeOutcome>(IsDown && !StatusLies ? new ProbeOutcome.Unavailable("Down, as the test asked.") : new ProbeOutcome.Answers());
    }

    /// <summary>The carrier books by itself, as a request that was long under way does.</summary>
    public Shipment Book(BookingRequest request)
    {
        var key = request.IdempotencyKey ?? request.ClientReference;
        if (HonoursKeys && _shipmentOfKey.TryGetValue(key, out var known))
        {
            return Shipments[known];
        }

        var number = Interlocked.Increment(ref _number);
        var shipment = new Shipment($"BP-{number:0000}", $"TRK{number:0000}", request.ClientReference, ShipmentStatus.Scheduled, clock.GetUtcNow().AddDays(1), null);
        Shipments.Add(shipment.ShipmentId, shipment);
        _shipmentOfKey[key] = shipment.ShipmentId;
        return shipment;
    }

    /// <summary>The carrier takes its word back.</summary>
    public void CancelByItself(string shipmentId) => Shipments[shipmentId] = Shipments[shipmentId] with { Status = ShipmentStatus.Cancelled };

    public void ShipAll() => ShipDue(DateTimeOffset.MaxValue);

    /// <summary>Ships what was to be dispatched by then.</summary>
    public void ShipDue(DateTimeOffset by)
    {
        foreach (var shipment in Shipments.Values.Where(shipment => shipment.Status == ShipmentStatus.Scheduled && shipment.EstimatedDispatchAt <= by).ToList())
        {
            Shipments[shipment.ShipmentId] = shipment with { Status = ShipmentStatus.Shipped, ShippedAt = clock.GetUtcNow() };
        }
    }
}
