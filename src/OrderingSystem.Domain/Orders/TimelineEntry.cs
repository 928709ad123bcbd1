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

    /// <summary>Somebody wrote something down.</summary>
    Note,
}

/// <summary>One thing that happened to an order, in words.</summary>
/// <param name="By">The person who did it; null where the system did.</param>
public sealed record TimelineEntry(DateTimeOffset At, TimelineKind Kind, string Text, string? By = null);
