using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using OrderingSystem.Application.Auditing;
using OrderingSystem.Application.Paging;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Infrastructure.Stores.Sqlite;

/// <summary>The audit log in <c>orders.db</c>; triggers keep its rows as they are.</summary>
public sealed class SqliteAuditLog(OrderDatabase database) : IAuditLog
{
    private const int RefusedByTrigger = 1811; // SQLITE_CONSTRAINT_TRIGGER

    public async Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            _ = await database.WriteAsync(
                statements => statements.Execute(
                    """
                    INSERT INTO audit (audit_id, at, by, role, action, target, order_id, reason, outcome, request_id, concludes)
                    VALUES ($audit_id, $at, $by, $role, $action, $target, $order_id, $reason, $outcome, $request_id, $concludes)
                    """,
                    ("$audit_id", entry.AuditId),
                    ("$at", entry.At.Ticks()),
                    ("$by", entry.By),
                    ("$role", entry.Role),
                    ("$action", entry.Action),
                    ("$target", entry.Target),
                    ("$order_id", entry.OrderId?.Value),
                    ("$reason", entry.Reason),
                    ("$outcome", entry.Outcome),
                    ("$request_id", entry.RequestId),
                    ("$concludes", entry.Concludes)),
                cancellationToken);
        }
        catch (SqliteException refusal) when (refusal.SqliteExtendedErrorCode == RefusedByTrigger)
        {
            throw new AuditEntryExistsException(entry.AuditId);
        }
    }

    public Task<Page<AuditEntry>> ListAsync(AuditFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        var sql = new StringBuilder("SELECT number, audit_id, at, by, role, action, target, order_id, reason, outcome, request_id, concludes FROM audit "
            + "WHERE NOT (outcome = 'started' AND EXISTS (SELECT 1 FROM audit AS later WHERE later.concludes = audit.audit_id))");
        var parameters = new List<(string, object?)> { ("$limit", page.Limit + 1) };
        void Where(string condition, string name, object? value)
        {
            if (value is not null)
            {
                sql.Append(" AND ").Append(condition);
                parameters.Add((name, value));
            }
        }

        Where("by = $by", "$by", filter.By);
        Where("order_id = $order_id", "$order_id", filter.OrderId?.Value);
        Where("action = $action", "$action", filter.Action);
        Where("at >= $from", "$from", filter.From.Ticks());
        Where("at < $to", "$to", filter.To.Ticks());
        Where("number < $before", "$before", page.Cursor is { } cursor ? Cursors.Number(Cursors.Decode(cursor, 1)[0]) : null);
        sql.Append(" ORDER BY number DESC LIMIT $limit");
        var rows = database.Read(statements => statements.Query(sql.ToString(), Map, parameters.ToArray()));
        var next = rows.Count > page.Limit ? Cursors.Encode(rows[page.Limit - 1].Number.ToString(CultureInfo.InvariantCulture)) : null;
        return Task.FromResult(new Page<AuditEntry>([.. rows.Take(page.Limit).Select(row => row.Entry)], next));
    }

    private static (long Number, AuditEntry Entry) Map(SqliteDataReader reader) => (
        reader.GetInt64(0),
        new AuditEntry(
            reader.GetString(1),
            reader.GetTime(2),
            reader.GetString(3),
            reader.GetString(4),
            reader.GetString(5),
            reader.GetString(6),
            reader.GetStringOrNull(7) is { } orderId ? OrderId.Parse(orderId) : null,
            reader.GetStringOrNull(8),
            reader.GetString(9),
            reader.GetString(10))
        {
            Concludes = reader.GetStringOrNull(11),
        });
}
