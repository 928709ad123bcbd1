using OrderingSystem.Application.Notifications;
using OrderingSystem.Application.Paging;
using OrderingSystem.Domain.Notifications;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Simulation.Tests.Planted;

/// <summary>Lets messages go, and marks them as sent only when somebody looks whether they were.</summary>
internal sealed class LateMarkLedger(INotificationLedger ledger) : INotificationLedger
{
    private readonly Dictionary<string, (Notification Notification, DateTimeOffset SentAt)> _late = new(StringComparer.Ordinal);

    public async Task<LedgerEntry?> FindAsync(OrderId orderId, NotificationKind kind, CancellationToken cancellationToken)
    {
        if (_late.Remove(Notification.IdFor(orderId, kind), out var sent))
        {
            await ledger.MarkSentAsync(sent.Notification, sent.SentAt, cancellationToken);
        }

        return await ledger.FindAsync(orderId, kind, cancellationToken);
    }

    public async Task<NotificationClaim> ClaimAsync(
        Notification notification,
        DateTimeOffset now,
        DateTimeOffset heldUntil,
        CancellationToken cancellationToken) => await ledger.ClaimAsync(notification, now, heldUntil, cancellationToken) switch
        {
            NotificationClaim.HeldByAnother => new NotificationClaim.Granted(1),
            var claim => claim,
        };

    public Task MarkSentAsync(Notification notification, DateTimeOffset sentAt, CancellationToken cancellationToken)
    {
        _late[notification.NotificationId] = (notification, sentAt);
        return Task.CompletedTask;
    }

    public Task<DateTimeOffset?> PostAsync(Notification notification, DateTimeOffset now, CancellationToken cancellationToken) =>
        ledger.PostAsync(notification, now, cancellationToken);

    public Task<NotificationClaim> OpenCallAsync(Notification notification, DateTimeOffset now, CancellationToken cancellationToken) =>
        ledger.OpenCallAsync(notification, now, cancellationToken);

    public Task<LedgerEntry?> CloseCallAsync(
        OrderId orderId, NotificationKind kind, CallMade call, DateTimeOffset now, CancellationToken cancellationToken) =>
        ledger.CloseCallAsync(orderId, kind, call, now, cancellationToken);

    public Task<Page<LedgerEntry>> ListCallsAsync(OrderId? orderId, PageRequest page, CancellationToken cancellationToken) =>
        ledger.ListCallsAsync(orderId, page, cancellationToken);

    public Task ReleaseAsync(OrderId orderId, NotificationKind kind, int attempt, CancellationToken cancellationToken) =>
        ledger.ReleaseAsync(orderId, kind, attempt, cancellationToken);

    public Task EraseAsync(OrderId orderId, NotificationKind kind, CancellationToken cancellationToken) => ledger.EraseAsync(orderId, kind, cancellationToken);

    public Task<Page<LedgerEntry>> ListSentAsync(OrderId? orderId, PageRequest page, CancellationToken cancellationToken) =>
        ledger.ListSentAsync(orderId, page, cancellationToken);
}
