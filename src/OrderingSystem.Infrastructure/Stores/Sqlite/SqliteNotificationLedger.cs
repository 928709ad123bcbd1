using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using OrderingSystem.Application.Notifications;
using OrderingSystem.Application.Paging;
using OrderingSystem.Domain.Customers;
using OrderingSystem.Domain.Notifications;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Infrastructure.Stores.Sqlite;

public sealed class SqliteNotificationLedger(OrderDatabase database) : INotificationLedger
{
    private const string Columns = "order_id, kind, channel, recipient, subject, body, attempt, sent_at, held_until, call_since, called_by, call_note";

    public Task<LedgerEntry?> FindAsync(OrderId orderId, NotificationKind kind, CancellationToken cancellationToken) =>
        Task.FromResult(database.Read(statements => Find(statements, orderId, kind)?.Entry));

    public Task<NotificationClaim> ClaimAsync(
        Notification notification,
        DateTimeOffset now,
        DateTimeOffset heldUntil,
        CancellationToken cancellationToken) => database.WriteAsync<NotificationClaim>(
        statements =>
        {
            var row = Find(statements, notification.OrderId, notification.Kind);
            if (Standing(row, now) is { } standing)
            {
                return standing;
            }

            if (row?.Entry.CallSince is { } since)
            {
                return new NotificationClaim.CallIsOpen(since);
            }

            var attempt = (row?.Entry.Attempt ?? 0) + 1;
            statements.Execute(
                """
                INSERT INTO notifications (order_id, kind, channel, recipient, subject, body, attempt, held_until)
                VALUES ($order_id, $kind, $channel, $recipient, $subject, $body, $attempt, $held_until)
                ON CONFLICT (order_id, kind) DO UPDATE SET
                  channel = $channel, recipient = $recipient, subject = $subject, body = $body, attempt = $attempt, held_until = $held_until
                """,
                ("$order_id", notification.OrderId.Value),
                ("$kind", notification.Kind.ToString()),
                ("$channel", notification.Channel.ToString()),
                ("$recipient", notification.To),
                ("$subject", notification.Subject),
                ("$body", notification.Body),
                ("$attempt", attempt),
                ("$held_until", heldUntil.Ticks()));
            return new NotificationClaim.Granted(attempt);
        },
        cancellationToken);

    public Task MarkSentAsync(Notification notification, DateTimeOffset sentAt, CancellationToken cancellationToken) => database.WriteAsync(
        statements => statements.Execute(
            "UPDATE notifications SET sent_at = $sent_at, held_until = NULL WHERE order_id = $order_id AND kind = $kind AND sent_at IS NULL",
            ("$sent_at", sentAt.Ticks()),
            ("$order_id", notification.OrderId.Value),
            ("$kind", notification.Kind.ToString())),
        cancellationToken);

    public Task<DateTimeOffset?> PostAsync(Notification notification, DateTimeOffset now, CancellationToken cancellationToken) => database.WriteAsync<DateTimeOffset?>(
        statements =>
        {
            var written = statements.Execute(
                """
                INSERT INTO notifications (order_id, kind, channel, recipient, subject, body, attempt, sent_at)
                VALUES ($order_id, $kind, $channel, $recipient, $subject, $body, 1, $sent_at)
                ON CONFLICT (order_id, kind) DO UPDATE SET
                  channel = $channel, recipient = $recipient, subject = $subject, body = $body, sent_at = $sent_at, held_until = NULL
                WHERE sent_at IS NULL AND call_since IS NULL
                """,
                ("$order_id", notification.OrderId.Value),
                ("$kind", notification.Kind.ToString()),
                ("$channel", notification.Channel.ToString()),
                ("$recipient", notification.To),
                ("$subject", notification.Subject),
                ("$body", notification.Body),
                ("$sent_at", now.Ticks()));
            return written > 0 ? now : Find(statements, notification.OrderId, notification.Kind)!.Entry.SentAt;
        },
        cancellationToken);

    public Task ReleaseAsync(OrderId orderId, NotificationKind kind, int attempt, CancellationToken cancellationToken) => database.WriteAsync(
        statements => statements.Execute(
            "UPDATE notifications SET held_until = NULL WHERE order_id = $order_id AND kind = $kind AND attempt = $attempt",
            ("$order_id", orderId.Value),
            ("$kind", kind.ToString()),
            ("$attempt", attempt)),
        cancellationToken);

    public Task<NotificationClaim> OpenCallAsync(Notification notification, DateTimeOffset now, CancellationToken cancellationToken) => database.WriteAsync<NotificationClaim>(
        statements =>
        {
            var row = Find(statements, notification.OrderId, notification.Kind);
            if (Standing(row, now) is { } standing)
            {
                return standing;
            }

            var attempt = (row?.Entry.Attempt ?? 0) + (row?.Entry.CallSince is null ? 1 : 0);
            statements.Execute(
                """
                INSERT INTO notifications (order_id, kind, channel, recipient, subject, body, attempt, call_since)
                VALUES ($order_id, $kind, $channel, $recipient, $subject, $body, $attempt, $call_since)
                ON CONFLICT (order_id, kind) DO UPDATE SET
                  channel = $channel, recipient = $recipient, subject = $subject, body = $body, attempt = $attempt, held_until = NULL,
                  call_since = COALESCE(call_since, $call_since)
                """,
                ("$order_id", notification.OrderId.Value),
                ("$kind", notification.Kind.ToString()),
                ("$channel", notification.Channel.ToString()),
                ("$recipient", notification.To),
                ("$subject", notification.Subject),
                ("$body", notification.Body),
                ("$attempt", attempt),
                ("$call_since", now.Ticks()));
            return new NotificationClaim.Granted(attempt);
        },
        cancellationToken);

    public Task<LedgerEntry?> CloseCallAsync(
        OrderId orderId, NotificationKind kind, CallMade call, DateTimeOffset now, CancellationToken cancellationToken) => database.WriteAsync(
        statements =>
        {
            statements.Execute(
                """
                UPDATE notifications SET sent_at = $sent_at, called_by = $called_by, call_note = $call_note
                WHERE order_id = $order_id AND kind = $kind AND call_since IS NOT NULL AND sent_at IS NULL
                """,
                ("$sent_at", now.Ticks()),
                ("$called_by", call.By),
                ("$call_note", call.Note),
                ("$order_id", orderId.Value),
                ("$kind", kind.ToString()));
            return Find(statements, orderId, kind)?.Entry;
        },
        cancellationToken);

    public Task EraseAsync(OrderId orderId, NotificationKind kind, CancellationToken cancellationToken) => database.WriteAsync(
        statements => statements.Execute(
            "UPDATE notifications SET recipient = $erased, body = $erased, call_note = iif(call_note IS NULL, NULL, $erased) WHERE order_id = $order_id AND kind = $kind",
            ("$erased", Customer.Erased),
            ("$order_id", orderId.Value),
            ("$kind", kind.ToString())),
        cancellationToken);

    public Task<Page<LedgerEntry>> ListCallsAsync(OrderId? orderId, PageRequest page, CancellationToken cancellationToken) =>
        ListAsync("call_since IS NOT NULL AND sent_at IS NULL", "call_since", ">", "ASC", entry => entry.CallSince!.Value, orderId, page);

    public Task<Page<LedgerEntry>> ListSentAsync(OrderId? orderId, PageRequest page, CancellationToken cancellationToken) =>
        ListAsync("sent_at IS NOT NULL", "sent_at", "<", "DESC", entry => entry.SentAt!.Value, orderId, page);

    private Task<Page<LedgerEntry>> ListAsync(
        string condition, string time, string beyond, string direction, Func<LedgerEntry, DateTimeOffset> timeOf, OrderId? orderId, PageRequest page)
    {
        var sql = new StringBuilder($"SELECT {Columns} FROM notifications WHERE {condition}");
        var parameters = new List<(string, object?)> { ("$limit", page.Limit + 1) };
        if (orderId is { } only)
        {
            sql.Append(" AND order_id = $order_id");
            parameters.Add(("$order_id", only.Value));
        }

        if (page.Cursor is { } cursor)
        {
            var parts = Cursors.Decode(cursor, 3);
            sql.Append(CultureInfo.InvariantCulture, $" AND ({time}, order_id, kind) {beyond} ($cursor_at, $cursor_id, $cursor_kind)");
            parameters.Add(("$cursor_at", Cursors.Number(parts[0])));
            parameters.Add(("$cursor_id", parts[1]));
            parameters.Add(("$cursor_kind", parts[2]));
        }

        sql.Append(CultureInfo.InvariantCulture, $" ORDER BY {time} {direction}, order_id {direction}, kind {direction} LIMIT $limit");
        var rows = database.Read(statements => statements.Query(sql.ToString(), reader => Map(reader).Entry, parameters.ToArray()));
        if (rows.Count <= page.Limit)
        {
            return Task.FromResult(new Page<LedgerEntry>(rows, null));
        }

        rows.RemoveAt(page.Limit);
        var last = rows[^1];
        return Task.FromResult(new Page<LedgerEntry>(
            rows,
            Cursors.Encode(timeOf(last).Ticks().ToString(CultureInfo.InvariantCulture), last.Notification.OrderId.Value, last.Notification.Kind.ToString())));
    }

    /// <returns>What leaves nothing to do, now or at all; else null.</returns>
    private static NotificationClaim? Standing(Row? row, DateTimeOffset now) => row switch
    {
        { Entry.SentAt: { } sentAt } => new NotificationClaim.SentBefore(sentAt),
        { HeldUntil: { } held } when held > now => new NotificationClaim.HeldByAnother(held),
        _ => null,
    };

    private static Row? Find(SqliteStatements statements, OrderId orderId, NotificationKind kind) => statements.QueryFirst(
        $"SELECT {Columns} FROM notifications WHERE order_id = $order_id AND kind = $kind",
        Map,
        ("$order_id", orderId.Value),
        ("$kind", kind.ToString()));

    private static Row Map(SqliteDataReader reader) => new(
        new LedgerEntry(
            new Notification(
                OrderId.Parse(reader.GetString(0)),
                reader.GetEnum<NotificationKind>(1),
                reader.GetEnum<NotificationChannel>(2),
                reader.GetString(3),
                reader.GetString(4),
                reader.GetString(5)),
            reader.GetInt32(6),
            reader.GetTimeOrNull(7))
        {
            CallSince = reader.GetTimeOrNull(9),
            Call = reader.GetStringOrNull(10) is { } by ? new CallMade(by, reader.GetStringOrNull(11)) : null,
        },
        reader.GetTimeOrNull(8));

    private sealed record Row(LedgerEntry Entry, DateTimeOffset? HeldUntil);
}
