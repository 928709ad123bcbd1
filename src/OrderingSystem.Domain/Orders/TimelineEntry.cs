namespace OrderingSystem.Domain.Orders;

public enum TimelineKind
{
    Placed,
    Scheduled,
    Shipped,
    Cancelled,
    Rejected,
    Notified,

    /// <summary>The customer is to be called.</summary>
    CallAsked,
    BookingInDoubt,
    AttentionRaised,
    AttentionReminded,
    Decided,
    CancellationRequested,

    /// <summary>Somebody wrote something down.</summary>
    Note,

    /// <summary>The carrier cancelled a booking that it had accepted; the order is placed, and not booked, as before.</summary>
    BookingLost,

    /// <summary>An operator let its failed execution go on.</summary>
    Redriven,

    /// <summary>An operator stopped its execution.</summary>
    Stopped,

    /// <summary>An operator had it run again, in a new execution.</summary>
    RunAgain,
}

/// <summary>One thing that happened to an order, in words.</summary>
/// <param name="By">The person who did it; null where the system did.</param>
public sealed record TimelineEntry(DateTimeOffset At, TimelineKind Kind, string Text, string? By = null)
{
    /// <summary>Kinds whose text people or the carrier worded: it may say anything about the customer.</summary>
    public static IReadOnlyList<TimelineKind> FreelyWorded { get; } =
    [
        TimelineKind.Note,
        TimelineKind.Decided,
        TimelineKind.CancellationRequested,
        TimelineKind.Cancelled,
        TimelineKind.Rejected,
        TimelineKind.AttentionRaised,
        TimelineKind.Redriven,
        TimelineKind.Stopped,
        TimelineKind.RunAgain,
    ];

    /// <summary>The same entry without personal data.</summary>
    public TimelineEntry Erase() => FreelyWorded.Contains(Kind) ? this with { Text = Customers.Customer.Erased } : this;
}
