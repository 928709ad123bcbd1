using System.Globalization;
using Microsoft.Data.Sqlite;
using OrderingSystem.Infrastructure.Stores.Sqlite.Migrations;

namespace OrderingSystem.Infrastructure.Stores.Sqlite;

/// <summary>What a check of the order side's file found.</summary>
/// <param name="OpenOrders">Neither shipped nor cancelled nor rejected, and nobody is cancelling them: each has an execution that works on it.</param>
public sealed record OrderFileReport(long Orders, IReadOnlyList<OpenOrder> OpenOrders, IReadOnlyList<string> Problems);

/// <summary>An order whose execution must be there.</summary>
public sealed record OpenOrder(string OrderId, string ExecutionArn);

/// <summary>Reads the order side's file, in use or not, and says what is wrong with it. Changes nothing.</summary>
public static class OrderFileCheck
{
    /// <exception cref="OrderDatabaseException">The file cannot be read at all, or is of another version.</exception>
    public static OrderFileReport Run(string path)
    {
        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
            connection.Open();
            OrderSchema.RequireCurrent(connection, path);
            using var snapshot = connection.BeginTransaction(deferred: true);
            using var statements = new SqliteStatements(connection);
            var problems = statements.Query("PRAGMA integrity_check", row => row.GetString(0)).Where(line => line != "ok").Select(line => $"SQLite: {line}").ToList();
            problems.AddRange(statements.Query(
                "SELECT order_id, count(*), max(number) FROM order_timeline GROUP BY order_id HAVING count(*) <> max(number) OR min(number) <> 1",
                row => string.Create(CultureInfo.InvariantCulture, $"order {row.GetString(0)}: its timeline has {row.GetInt64(1)} entries, numbered up to {row.GetInt64(2)}")));
            var open = statements.Query(
                "SELECT order_id, execution_arn FROM orders WHERE status IN ('Placed', 'Scheduled') AND cancel_requested_at IS NULL ORDER BY order_id",
                row => new OpenOrder(row.GetString(0), row.GetString(1)));
            return new OrderFileReport(statements.Query("SELECT count(*) FROM orders", row => row.GetInt64(0))[0], open, problems);
        }
        catch (SqliteException failure)
        {
            throw OrderDatabaseException.Of(path, failure);
        }
    }
}
