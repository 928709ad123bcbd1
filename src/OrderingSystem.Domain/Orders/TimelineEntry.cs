namespace OrderingSystem.Domain.Orders;

public enum TimelineKind
{
    Placed,
    Scheduled,
    Shipped,
    Cancelled,
    Rejected,
    Notified,
    BookingInDoubt,
    AttentionRaised,
    AttentionReminded,
    Decided,
    CancellationRequested,

    /// <summary>The carrier cancelled a booking that it had accepted; the order is placed, and not booked, as before.</summary>
    BookingLost,
}

/// <summary>One thing that happened to an order, in words.</summary>
/// <param name="By">The person who did it; null where the system did.</param>
public sealed record TimelineEntry(DateTimeOffset At, TimelineKind Kind, string Text, string? By = null);
