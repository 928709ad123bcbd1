using OrderingSystem.Domain.Shipping;

namespace OrderingSystem.Application.Carriers;

public abstract record BookingOutcome
{
    private BookingOutcome()
    {
    }

    /// <summary>The carrier made a shipment for this reference and it is not cancelled: checked, not believed.</summary>
    public sealed record Booked(Booking Booking) : BookingOutcome;

    /// <summary>The carrier had a live shipment for this reference before.</summary>
    public sealed record AlreadyBooked(Booking Booking) : BookingOutcome;

    /// <summary>The carrier looked at the request and declines it; asking again changes nothing.</summary>
    public sealed record Refused(string Reason) : BookingOutcome;

    /// <summary>The request surely was not received: booking again is safe.</summary>
    public sealed record NotReached(string Reason) : BookingOutcome
    {
        /// <summary>Our own side failed (no name resolution, no route, held back by this process): it does not speak for the carrier being down.</summary>
        public bool IsOurs { get; init; }
    }

    /// <summary>The request may have been received: look up by client reference before booking again.</summary>
    /// <param name="Answered">The carrier answered, with a shipment that is no booking of ours: that does not speak for its being down.</param>
    public sealed record InDoubt(string Reason, bool Answered = false) : BookingOutcome;

    /// <summary>The carrier asks for patience; the request was not carried out.</summary>
    public sealed record Throttled(DateTimeOffset? Until) : BookingOutcome;

    /// <summary>Nobody asked the carrier, because the carrier is known to be down.</summary>
    public sealed record GateClosed(DateTimeOffset? Until) : BookingOutcome;
}

public abstract record LookupOutcome
{
    private LookupOutcome()
    {
    }

    /// <summary>Empty where the carrier knows none.</summary>
    public sealed record Found(IReadOnlyList<Shipment> Shipments) : LookupOutcome;

    /// <summary>The carrier did not answer, or not in a form that can be believed.</summary>
    public sealed record Unavailable(string Reason) : LookupOutcome
    {
        /// <summary>Our own side failed (no name resolution, no route, held back by this process): it does not speak for the carrier being down.</summary>
        public bool IsOurs { get; init; }
    }

    public sealed record Throttled(DateTimeOffset? Until) : LookupOutcome;

    public sealed record GateClosed(DateTimeOffset? Until) : LookupOutcome;
}

public abstract record CancellationOutcome
{
    private CancellationOutcome()
    {
    }

    /// <summary>The shipment is cancelled at the carrier, now or before.</summary>
    public sealed record Cancelled : CancellationOutcome;

    /// <summary>Too late: the carrier has shipped it.</summary>
    public sealed record AlreadyShipped(DateTimeOffset? ShippedAt) : CancellationOutcome;

    public sealed record NotFound : CancellationOutcome;

    public sealed record Refused(string Reason) : CancellationOutcome;

    /// <summary>Perhaps carried out, perhaps not; asking again is safe.</summary>
    public sealed record Unavailable(string Reason) : CancellationOutcome
    {
        /// <summary>Our own side failed (no name resolution, no route, held back by this process): it does not speak for the carrier being down.</summary>
        public bool IsOurs { get; init; }
    }

    public sealed record Throttled(DateTimeOffset? Until) : CancellationOutcome;

    public sealed record GateClosed(DateTimeOffset? Until) : CancellationOutcome;
}

public abstract record ProbeOutcome
{
    private ProbeOutcome()
    {
    }

    public sealed record Answers : ProbeOutcome;

    public sealed record Unavailable(string Reason) : ProbeOutcome
    {
        /// <summary>Our own side failed (no name resolution, no route, held back by this process): it does not speak for the carrier being down.</summary>
        public bool IsOurs { get; init; }
    }

    public sealed record Throttled(DateTimeOffset? Until) : ProbeOutcome;
}
