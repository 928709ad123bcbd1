using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace OrderingSystem.Benchmarks.Workloads;

/// <summary>The floor: SQLite alone, a group of orders in lock-step, a commit for the whole group at each step; no engine, no tasks.</summary>
internal static class RawSqlite
{
    private const int Commits = 6;
    private const int BytesPerOrder = 8_500;

    public static WorkloadResult Run(WorkloadOptions options)
    {
        var perSecond = OrdersPerSecond(options.Folder, options.Orders, options.Concurrency, Commits, BytesPerOrder);
        return new WorkloadResult("raw", options.Orders) { OrdersPerSecond = perSecond, RssMb = Measure.ResidentMegabytes() };
    }

    /// <param name="commits">Per order; each writes its share of the order's bytes.</param>
    public static double OrdersPerSecond(string folder, int orders, int group, int commits = Commits, int bytesPerOrder = BytesPerOrder)
    {
        var path = Path.Combine(folder, "raw.db");
        using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            connection.Open();
            Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000; CREATE TABLE events (id INTEGER PRIMARY KEY, event BLOB)");
            using var insert = connection.CreateCommand();
            insert.CommandText = "INSERT INTO events (id, event) VALUES ($id, $event)";
            var id = insert.Parameters.Add("$id", SqliteType.Integer);
            insert.Parameters.Add("$event", SqliteType.Blob).Value = new byte[bytesPerOrder / commits];
            var started = Stopwatch.GetTimestamp();
            for (var first = 0; first < orders; first += group)
            {
                for (var commit = 0; commit < commits; commit++)
                {
                    using var transaction = connection.BeginTransaction();
                    insert.Transaction = transaction;
                    for (var order = first; order < Math.Min(orders, first + group); order++)
                    {
                        id.Value = ((long)order << 20) | (uint)commit;
                        _ = insert.ExecuteNonQuery();
                    }

                    transaction.Commit();
                }
            }

            var elapsed = Stopwatch.GetElapsedTime(started);
            connection.Close();
            foreach (var file in Directory.EnumerateFiles(folder, "raw.db*"))
            {
                File.Delete(file);
            }

            return orders / elapsed.TotalSeconds;
        }
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        _ = command.ExecuteNonQuery();
    }
}
