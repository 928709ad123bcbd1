using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Domain.Notifications;

/// <summary>One message to one customer about one order.</summary>
/// <param name="To">An e-mail address, or a phone number as in E.164, as the channel needs it.</param>
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

    /// <summary>Reads what <see cref="IdFor"/> writes.</summary>
    public static bool TryParseId(string? text, out OrderId orderId, out NotificationKind kind)
    {
        (orderId, kind) = (default, default);
        var dot = text?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        if (dot < 0 || !OrderId.TryParse(text![..dot], out orderId))
        {
            return false;
        }

        foreach (var candidate in Enum.GetValues<NotificationKind>())
        {
            if (IdFor(orderId, candidate) == text)
            {
                kind = candidate;
                return true;
            }
        }

        return false;
    }

    public static string IdFor(OrderId orderId, NotificationKind kind) => kind switch
    {
        NotificationKind.Shipped => $"{orderId}.shipped",
        NotificationKind.Cancelled => $"{orderId}.cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No id for this kind."),
    };
}
