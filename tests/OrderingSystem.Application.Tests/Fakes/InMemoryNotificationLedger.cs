using System.Globalization;
using OrderingSystem.Application.Notifications;
using OrderingSystem.Application.Paging;
using OrderingSystem.Domain.Customers;
using OrderingSystem.Domain.Notifications;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Tests.Fakes;

public sealed class InMemoryNotificationLedger : INotificationLedger
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(OrderId, NotificationKind), (LedgerEntry Entry, DateTimeOffset? HeldUntil)> _rows = [];

    /// <summary>Called before a notification is marked as sent; may throw, as a process dies.</summary>
    public Action? BeforeMarkSent { get; set; }

    public Task<LedgerEntry?> FindAsync(OrderId orderId, NotificationKind kind, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_rows.TryGetValue((orderId, kind), out var row) ? row.Entry : null);
        }
    }

    public Task<NotificationClaim> ClaimAsync(
        Notification notification,
        DateTimeOffset now,
        DateTimeOffset heldUntil,
        CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var attempt = 1;
            if (_rows.TryGetValue((notification.OrderId, notification.Kind), out var row))
            {
                if (row.Entry.SentAt is { } sentAt)
                {
                    return Task.FromResult<NotificationClaim>(new NotificationClaim.SentBefore(sentAt));
                }

                if (row.HeldUntil is { } held && held > now)
                {
                    return Task.FromResult<NotificationClaim>(new NotificationClaim.HeldByAnother(held));
                }

                if (row.Entry.CallSince is { } since)
                {
                    return Task.FromResult<NotificationClaim>(new NotificationClaim.CallIsOpen(since));
                }

                attempt = row.Entry.Attempt + 1;
            }

            _rows[(notification.OrderId, notification.Kind)] = (new LedgerEntry(notification, attempt, null), heldUntil);
            return Task.FromResult<NotificationClaim>(new NotificationClaim.Granted(attempt));
        }
    }

    public Task MarkSentAsync(Notification notification, DateTimeOffset sentAt, CancellationToken cancellationToken)
    {
        BeforeMarkSent?.Invoke();
        lock (_gate)
        {
            var key = (notification.OrderId, notification.Kind);
            if (_rows.TryGetValue(key, out var row) && row.Entry.SentAt is null)
            {
                _rows[key] = (row.Entry with { SentAt = sentAt }, null);
            }
        }

        return Task.CompletedTask;
    }

    public Task<DateTimeOffset?> PostAsync(Notification notification, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var key = (notification.OrderId, notification.Kind);
            if (_rows.TryGetValue(key, out var row) && (row.Entry.SentAt is not null || row.Entry.CallSince is not null))
            {
                return Task.FromResult(row.Entry.SentAt);
            }

            _rows[key] = (new LedgerEntry(notification, row.Entry?.Attempt ?? 1, now), null);
            return Task.FromResult<DateTimeOffset?>(now);
        }
    }

    public Task<NotificationClaim> OpenCallAsync(Notification notification, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var key = (notification.OrderId, notification.Kind);
            var known = _rows.TryGetValue(key, out var row) ? row.Entry : null;
            if (known?.SentAt is { } sentAt)
            {
                return Task.FromResult<NotificationClaim>(new NotificationClaim.SentBefore(sentAt));
            }

            if (row.HeldUntil is { } held && held > now)
            {
                return Task.FromResult<NotificationClaim>(new NotificationClaim.HeldByAnother(held));
            }

            var attempt = (known?.Attempt ?? 0) + (known?.CallSince is null ? 1 : 0);
            _rows[key] = (new LedgerEntry(notification, attempt, null) { CallSince = known?.CallSince ?? now }, null);
            return Task.FromResult<NotificationClaim>(new NotificationClaim.Granted(attempt));
        }
    }

    public Task<LedgerEntry?> CloseCallAsync(
        OrderId orderId, NotificationKind kind, CallMade call, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!_rows.TryGetValue((orderId, kind), out var row))
            {
                return Task.FromResult<LedgerEntry?>(null);
            }

            if (row.Entry.IsToCall)
            {
                row = (row.Entry with { SentAt = now, Call = call }, null);
                _rows[(orderId, kind)] = row;
            }

            return Task.FromResult<LedgerEntry?>(row.Entry);
        }
    }

    public Task ReleaseAsync(OrderId orderId, NotificationKind kind, int attempt, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_rows.TryGetValue((orderId, kind), out var row) && row.Entry.Attempt == attempt)
            {
                _rows[(orderId, kind)] = row with { HeldUntil = null };
            }
        }

        return Task.CompletedTask;
    }

    public Task EraseAsync(OrderId orderId, NotificationKind kind, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_rows.TryGetValue((orderId, kind), out var row))
            {
                _rows[(orderId, kind)] = row with
                {
                    Entry = row.Entry with
                    {
                        Notification = row.Entry.Notification with { To = Customer.Erased, Body = Customer.Erased },
                        Call = row.Entry.Call is { Note: not null } call ? call with { Note = Customer.Erased } : row.Entry.Call,
                    },
                };
            }
        }

        return Task.CompletedTask;
    }

    public Task<Page<LedgerEntry>> ListCallsAsync(OrderId? orderId, PageRequest page, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(PageOf(
                Rows(orderId).Where(entry => entry.IsToCall).OrderBy(entry => entry.CallSince).ThenBy(entry => entry.Notification.NotificationId, StringComparer.Ordinal),
                page));
        }
    }

    public Task<Page<LedgerEntry>> ListSentAsync(OrderId? orderId, PageRequest page, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(PageOf(
                Rows(orderId)
                    .Where(entry => entry.SentAt is not null)
                    .OrderByDescending(entry => entry.SentAt)
                    .ThenByDescending(entry => entry.Notification.NotificationId, StringComparer.Ordinal),
                page));
        }
    }

    private IEnumerable<LedgerEntry> Rows(OrderId? orderId) =>
        _rows.Values.Select(row => row.Entry).Where(entry => orderId is null || entry.Notification.OrderId == orderId);

    private static Page<LedgerEntry> PageOf(IEnumerable<LedgerEntry> entries, PageRequest page)
    {
        var all = entries.ToList();
        var start = page.Cursor is null ? 0 : InMemoryOrderStore.Start(page.Cursor);
        var items = all.Skip(start).Take(page.Limit).ToList();
        return new Page<LedgerEntry>(items, start + items.Count < all.Count ? (start + items.Count).ToString(CultureInfo.InvariantCulture) : null);
    }
}
