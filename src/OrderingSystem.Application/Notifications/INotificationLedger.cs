using OrderingSystem.Application.Paging;
using OrderingSystem.Domain.Notifications;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Notifications;

/// <summary>
/// What was sent to whom, and who is to be called: one row per order and kind, whatever happens. Where no mail server is configured it is the outbox too, and the row
/// becoming sent is the sending: one atomic write.
/// </summary>
public interface INotificationLedger
{
    Task<LedgerEntry?> FindAsync(OrderId orderId, NotificationKind kind, CancellationToken cancellationToken);

    /// <summary>Takes the sole right to send this notification until <paramref name="heldUntil"/>; never where a call is open.</summary>
    Task<NotificationClaim> ClaimAsync(Notification notification, DateTimeOffset now, DateTimeOffset heldUntil, CancellationToken cancellationToken);

    /// <summary>Sets <see cref="LedgerEntry.SentAt"/>, once; a second call changes nothing.</summary>
    Task MarkSentAsync(Notification notification, DateTimeOffset sentAt, CancellationToken cancellationToken);

    /// <summary>Writes a notification that is its own sending, once: for an installation whose outbox is this ledger.</summary>
    /// <returns>When it was sent, now or before; null where a call is open, which stays.</returns>
    Task<DateTimeOffset?> PostAsync(Notification notification, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Gives a claim back whose sending surely failed; nothing happens where the claim is somebody else's by now.</summary>
    Task ReleaseAsync(OrderId orderId, NotificationKind kind, int attempt, CancellationToken cancellationToken);

    /// <summary>Says that a person is to tell the customer. A call that is open stays as it is.</summary>
    /// <returns><see cref="NotificationClaim.Granted"/> where the call is to be made.</returns>
    Task<NotificationClaim> OpenCallAsync(Notification notification, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Says that the open call was made, once: where none is open, nothing changes.</summary>
    /// <returns>The row as it stands afterwards; null where there is none.</returns>
    Task<LedgerEntry?> CloseCallAsync(OrderId orderId, NotificationKind kind, CallMade call, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Takes the recipient, the text and what a caller wrote down out of a row, where there is one.</summary>
    Task EraseAsync(OrderId orderId, NotificationKind kind, CancellationToken cancellationToken);

    /// <summary>The calls to make, the oldest first.</summary>
    /// <exception cref="InvalidCursorException">The cursor is not one of this list.</exception>
    Task<Page<LedgerEntry>> ListCallsAsync(OrderId? orderId, PageRequest page, CancellationToken cancellationToken);

    /// <summary>What was sent or said, newest first.</summary>
    /// <exception cref="InvalidCursorException">The cursor is not one of this list.</exception>
    Task<Page<LedgerEntry>> ListSentAsync(OrderId? orderId, PageRequest page, CancellationToken cancellationToken);
}
