using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Domain.Notifications;

/// <summary>One message to one customer about one order.</summary>
/// <param name="To">An e-mail address.</param>
public sealed record Notification(
    OrderId OrderId,
    NotificationKind Kind,
    NotificationChannel Channel,
    string To,
    string Subject,
    string Body)
{
    /// <summary>The same words for mail programs that show HTML; null for a message that has plain text alone. The ledger does not keep it.</summary>
    public string? Html { get; init; }

    /// <summary>
    /// The same for every attempt to send it, for example <c>O-7Q2M0C9T5V1H8K3X6B4D2F0R1N.shipped</c>: a mailbox that sees a message twice can
    /// tell by it.
    /// </summary>
    public string NotificationId => IdFor(OrderId, Kind);

    public static string IdFor(OrderId orderId, NotificationKind kind) => kind switch
    {
        NotificationKind.Shipped => $"{orderId}.shipped",
        NotificationKind.Cancelled => $"{orderId}.cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No id for this kind."),
    };
}
