using System.Text.Json;
using Microsoft.Data.Sqlite;
using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Paging;
using OrderingSystem.Domain.Customers;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Infrastructure.Stores.Sqlite;

/// <summary>Orders and their timelines in SQLite.</summary>
public sealed class SqliteOrderStore(OrderDatabase database) : IOrderStore
{
    private const string Columns =
        """
        order_id, version, status, customer_id, customer_name, customer_email, customer_phone, items, note, placed_by, placed_at, scheduled_at,
        shipped_at, notified_at, shipment_id, tracking_number, execution_arn, request_hash, attempt_number, attempt_sent_at, attempt_held_until,
        attention_state, attention_error, attention_cause, attention_since, attention_reminders, attention_token, cancel_requested_at,
        cancelled_bookings, refused_bookings, decided_at
        """;

    private const string Insert =
        $"""
        INSERT INTO orders ({Columns}) VALUES (
          $order_id, 1, $status, $customer_id, $customer_name, $customer_email, $customer_phone, $items, $note, $placed_by, $placed_at, $scheduled_at,
          $shipped_at, $notified_at, $shipment_id, $tracking_number, $execution_arn, $request_hash, $attempt_number, $attempt_sent_at,
          $attempt_held_until, $attention_state, $attention_error, $attention_cause, $attention_since, $attention_reminders, $attention_token,
          $cancel_requested_at, $cancelled_bookings, $refused_bookings, $decided_at)
        ON CONFLICT (order_id) DO NOTHING
        """;

    // What an order is, its items, who placed it and when, never changes.
    private const string Update =
        """
        UPDATE orders SET
          version = version + 1, status = $status, customer_name = $customer_name, customer_email = $customer_email, customer_phone = $customer_phone,
          scheduled_at = $scheduled_at, shipped_at = $shipped_at, notified_at = $notified_at, shipment_id = $shipment_id,
          tracking_number = $tracking_number, attempt_number = $attempt_number, attempt_sent_at = $attempt_sent_at,
          attempt_held_until = $attempt_held_until, attention_state = $attention_state, attention_error = $attention_error,
          attention_cause = $attention_cause, attention_since = $attention_since, attention_reminders = $attention_reminders,
          attention_token = $attention_token, cancel_requested_at = $cancel_requested_at, execution_arn = $execution_arn,
          cancelled_bookings = $cancelled_bookings, refused_bookings = $refused_bookings, decided_at = $decided_at
        WHERE order_id = $order_id AND version = $version
        """;

    private const string InsertTimeline =
        """
        INSERT INTO order_timeline (order_id, number, at, kind, text, by)
        VALUES ($order_id, (SELECT COALESCE(MAX(number), 0) + 1 FROM order_timeline WHERE order_id = $order_id), $at, $kind, $text, $by)
        """;

    private const string EraseOrder =
        """
        UPDATE orders SET version = version + 1, customer_name = $erased, customer_email = $erased, customer_phone = $erased,
          note = CASE WHEN note IS NULL THEN NULL ELSE $erased END
        WHERE order_id = $order_id
        """;

    private static readonly string EraseTimeline =
        $"UPDATE order_timeline SET text = $erased WHERE order_id = $order_id AND kind IN ({string.Join(", ", TimelineEntry.FreelyWorded.Select(kind => $"'{kind}'"))})";

    public Task<Order?> FindAsync(OrderId orderId, CancellationToken cancellationToken) => Task.FromResult(
        database.Read(statements => statements.QueryFirst($"SELECT {Columns} FROM orders WHERE order_id = $order_id", Map, ("$order_id", orderId.Value))));

    public Task<bool> TryAddAsync(Order order, IReadOnlyList<TimelineEntry> entries, CancellationToken cancellationToken) =>
        database.WriteAsync(
            statements =>
            {
                if (statements.Execute(Insert, [.. Changing(order), .. Lasting(order)]) == 0)
                {
                    return false;
                }

                Append(statements, order.OrderId, entries);
                return true;
            },
            cancellationToken);

    public Task<bool> TryUpdateAsync(Order order, IReadOnlyList<TimelineEntry> entries, CancellationToken cancellationToken) =>
        database.WriteAsync(
            statements =>
            {
                if (statements.Execute(Update, [.. Changing(order), ("$version", order.Version)]) == 0)
                {
                    return false;
                }

                Append(statements, order.OrderId, entries);
                return true;
            },
            cancellationToken);

    public Task<Page<Order>> ListAsync(OrderFilter filter, PageRequest page, CancellationToken cancellationToken) =>
        Task.FromResult(database.Read(statements => SqliteOrderList.Read(statements, Columns, Map, filter, page)));

    public Task<IReadOnlyList<TimelineEntry>> ReadTimelineAsync(OrderId orderId, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<TimelineEntry>>(database.Read(statements => statements.Query(
            "SELECT at, kind, text, by FROM order_timeline WHERE order_id = $order_id ORDER BY number",
            reader => new TimelineEntry(reader.GetTime(0), reader.GetEnum<TimelineKind>(1), reader.GetString(2), reader.GetStringOrNull(3)),
            ("$order_id", orderId.Value))));

    public Task EraseAsync(OrderId orderId, CancellationToken cancellationToken) => database.WriteAsync(
        statements =>
        {
            statements.Execute(EraseOrder, ("$erased", Customer.Erased), ("$order_id", orderId.Value));
            return statements.Execute(EraseTimeline, ("$erased", Customer.Erased), ("$order_id", orderId.Value));
        },
        cancellationToken);

    public Task<OrderCounts> CountAsync(CancellationToken cancellationToken) => Task.FromResult(database.Read(OrderCounters.ReadAll));

    private static void Append(SqliteStatements statements, OrderId orderId, IReadOnlyList<TimelineEntry> entries)
    {
        foreach (var entry in entries)
        {
            statements.Execute(
                InsertTimeline,
                ("$order_id", orderId.Value),
                ("$at", entry.At.Ticks()),
                ("$kind", entry.Kind.ToString()),
                ("$text", entry.Text),
                ("$by", entry.By));
        }
    }

    private static (string Name, object? Value)[] Changing(Order order) =>
    [
        ("$order_id", order.OrderId.Value),
        ("$status", order.Status.ToString()),
        ("$customer_name", order.Customer?.Name),
        ("$customer_email", order.Customer?.Email),
        ("$customer_phone", order.Customer?.Phone),
        ("$scheduled_at", order.ScheduledAt.Ticks()),
        ("$shipped_at", order.ShippedAt.Ticks()),
        ("$notified_at", order.NotifiedAt.Ticks()),
        ("$shipment_id", order.ShipmentId),
        ("$tracking_number", order.TrackingNumber),
        ("$attempt_number", order.BookingAttempt?.Number),
        ("$attempt_sent_at", order.BookingAttempt?.SentAt.Ticks()),
        ("$attempt_held_until", order.BookingAttempt?.HeldUntil.Ticks()),
        ("$attention_state", order.Attention?.State),
        ("$attention_error", order.Attention?.Error),
        ("$attention_cause", order.Attention?.Cause),
        ("$attention_since", order.Attention?.Since.Ticks()),
        ("$attention_reminders", order.Attention?.Reminders),
        ("$attention_token", order.Attention?.Token?.Reveal()),
        ("$cancel_requested_at", order.CancellationRequestedAt.Ticks()),
        ("$execution_arn", order.ExecutionArn),
        ("$cancelled_bookings", order.CancelledBookings),
        ("$refused_bookings", order.RefusedBookings),
        ("$decided_at", order.DecidedAt.Ticks()),
    ];

    private static (string Name, object? Value)[] Lasting(Order order) =>
    [
        ("$customer_id", order.CustomerId.Value),
        ("$items", JsonSerializer.Serialize([.. order.Items], StoreJson.Default.OrderItemArray)),
        ("$note", order.Note),
        ("$placed_by", order.PlacedBy),
        ("$placed_at", order.PlacedAt.Ticks()),
        ("$request_hash", order.RequestHash),
    ];

    private static Order Map(SqliteDataReader reader) => new()
    {
        OrderId = OrderId.Parse(reader.GetString(0)),
        Version = reader.GetInt64(1),
        Status = reader.GetEnum<OrderStatus>(2),
        CustomerId = CustomerId.Parse(reader.GetString(3)),
        Customer = reader.IsDBNull(4) ? null : new CustomerContact(reader.GetString(4), reader.GetStringOrNull(5), reader.GetString(6)),
        Items = JsonSerializer.Deserialize(reader.GetString(7), StoreJson.Default.OrderItemArray) ?? [],
        Note = reader.GetStringOrNull(8),
        PlacedBy = reader.GetString(9),
        PlacedAt = reader.GetTime(10),
        ScheduledAt = reader.GetTimeOrNull(11),
        ShippedAt = reader.GetTimeOrNull(12),
        NotifiedAt = reader.GetTimeOrNull(13),
        ShipmentId = reader.GetStringOrNull(14),
        TrackingNumber = reader.GetStringOrNull(15),
        ExecutionArn = reader.GetString(16),
        RequestHash = reader.GetString(17),
        BookingAttempt = reader.IsDBNull(18) ? null : new BookingAttempt(reader.GetInt32(18), reader.GetTimeOrNull(19), reader.GetTimeOrNull(20)),
        Attention = reader.IsDBNull(21) ? null : new Attention(
            reader.GetString(21),
            reader.GetString(22),
            reader.GetString(23),
            reader.GetTime(24),
            reader.GetInt32(25),
            reader.GetStringOrNull(26) is { } token ? new TaskToken(token) : null),
        CancellationRequestedAt = reader.GetTimeOrNull(27),
        CancelledBookings = reader.GetInt32(28),
        RefusedBookings = reader.GetInt32(29),
        DecidedAt = reader.GetTimeOrNull(30),
    };
}
