using OrderingSystem.Application.Orders;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Infrastructure.Stores.Sqlite;

/// <summary>Reads the counts that triggers keep beside the orders.</summary>
internal static class OrderCounters
{
    public const string WaitingForCarrier = "waitingForCarrier";
    public const string Attention = "attention";
    private const string Notified = "notified";

    public static OrderCounts ReadAll(SqliteStatements statements)
    {
        var counts = statements
            .Query("SELECT what, orders FROM order_counts", reader => (What: reader.GetString(0), Orders: reader.GetInt32(1)))
            .ToDictionary(row => row.What, row => row.Orders, StringComparer.Ordinal);
        return new OrderCounts(
            Enum.GetValues<OrderStatus>().Where(status => counts[status.ToString()] > 0).ToDictionary(status => status, status => counts[status.ToString()]),
            counts[Attention],
            counts[Notified]);
    }

    public static int Read(SqliteStatements statements, string what) =>
        statements.Query("SELECT orders FROM order_counts WHERE what = $what", reader => reader.GetInt32(0), ("$what", what)).Single();
}
