using OrderingSystem.Application.Paging;
using OrderingSystem.Domain.Notifications;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Notifications;

/// <summary>
/// What was sent to whom: one row per order and kind, whatever happens. Where no mail server is configured it is the outbox too, and the row
/// becoming sent is the sending: one atomic write.
/// </summary>
public interface INotificationLedger
{
    Task<LedgerEntry?> FindAsync(OrderId orderId, NotificationKind kind, CancellationToken cancellationToken);

    /// <summary>Takes the sole right to send this notification until <paramref name="heldUntil"/>.</summary>
    Task<NotificationClaim> ClaimAsync(Notification notification, DateTimeOffset now, DateTimeOffset heldUntil, CancellationToken cancellationToken);

    /// <summary>Sets <see cref="LedgerEntry.SentAt"/>, once; a second call changes nothing.</summary>
    Task MarkSentAsync(Notification notification, DateTimeOffset sentAt, CancellationToken cancellationToken);

    /// <summary>Writes a notification that is its own sending, once: for an installation whose outbox is this ledger.</summary>
    /// <returns>When it was sent, now or before.</returns>
    Task<DateTimeOffset> PostAsync(Notification notification, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Gives a claim back whose sending surely failed; nothing happens where the claim is somebody else's by now.</summary>
    Task ReleaseAsync(OrderId orderId, NotificationKind kind, int attempt, CancellationToken cancellationToken);

    /// <summary>Takes the recipient and the text out of a row, where there is one.</summary>
    Task EraseAsync(OrderId orderId, NotificationKind kind, CancellationToken cancellationToken);

    /// <summary>What was sent, newest first.</summary>
    /// <exception cref="InvalidCursorException">The cursor is not one of this list.</exception>
    Task<Page<LedgerEntry>> ListSentAsync(OrderId? orderId, PageRequest page, CancellationToken cancellationToken);
}
