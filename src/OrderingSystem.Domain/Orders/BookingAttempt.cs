namespace OrderingSystem.Domain.Orders;

/// <summary>
/// Written before the carrier is called, so that a crash between the call and its answer is remembered: while it stands, the carrier may
/// hold a booking that we do not know of.
/// </summary>
/// <param name="Number">Counts the attempts of an order, from 1. The holder of the highest number is the only one who may call the carrier.</param>
/// <param name="SentAt">When the request that is in doubt may have left; null where nothing is in doubt.</param>
/// <param name="HeldUntil">Until then the attempt belongs to whoever began it; null once it ended.</param>
public sealed record BookingAttempt(int Number, DateTimeOffset? SentAt, DateTimeOffset? HeldUntil)
{
    /// <summary>The carrier may have received a request whose answer we never saw.</summary>
    public bool IsInDoubt => SentAt is not null;

    public bool IsHeldAt(DateTimeOffset now) => HeldUntil > now;
}
