using Microsoft.Data.Sqlite;

namespace OrderingSystem.Benchmarks.Workloads;

/// <summary>
/// w1-flat: w1 on an empty file; then the finished orders of that run are copied, row by row, until the file holds as many finished executions as were asked for
/// (<c>--finished</c>, 1,000,000); then w1 again on that file; then
/// w1 once more, while retention removes them.
/// </summary>
internal static class FullFile
{
    public static async Task<WorkloadResult> RunAsync(WorkloadOptions options)
    {
        var plain = options with { Raw = false };
        var empty = await HappyOrders.RunAsync(plain);
        plain = plain with { WarmUp = 0 }; // it is warm
        Multiply(options.Folder, options.Finished);
        var full = await HappyOrders.RunAsync(plain);
        var before = Count(options.Folder);
        var removing = await HappyOrders.RunAsync(plain, keepFor: TimeSpan.FromSeconds(3));
        return full with
        {
            Workload = "w1-flat",
            EmptyPerSecond = empty.OrdersPerSecond,
            RatioToEmpty = full.OrdersPerSecond / empty.OrdersPerSecond,
            RatioWhileRemoving = removing.OrdersPerSecond / full.OrdersPerSecond,
            P99WhileRemovingMs = removing.P99Ms,
            Removed = before + options.Orders + Math.Min(2_000, options.Orders) - Count(options.Folder),
        };
    }

    private static long Count(string folder)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "engine.db")};Pooling=False");
        connection.Open();
        return Number(connection, "SELECT count(*) FROM executions");
    }

    private static void Multiply(string folder, int finished)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "engine.db")};Pooling=False");
        connection.Open();
        Execute(connection, "PRAGMA synchronous = OFF; PRAGMA cache_size = -200000");
        var (last, have) = (Number(connection, "SELECT max(id) FROM executions"), Number(connection, "SELECT count(*) FROM executions"));
        for (var copy = 1; have * copy < finished; copy++)
        {
            var shift = last * copy;
            Execute(connection,
                $"""
                BEGIN;
                INSERT INTO executions (id, state_machine_id, revision_id, name, status, started_at, stopped_at, redrive_count, redriven_at, origin)
                  SELECT id + {shift}, state_machine_id, revision_id, name || '-{copy}', status, started_at, stopped_at, redrive_count, redriven_at, origin FROM executions WHERE id <= {last};
                INSERT INTO execution_names (hash, execution_id) SELECT random(), id + {shift} FROM executions WHERE id <= {last};
                INSERT INTO history (key, events) SELECT key + ({shift} << 20), events FROM history WHERE key < ({last} + 1) << 20;
                COMMIT;
                """);
        }

        Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    private static long Number(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandTimeout = 0;
        command.CommandText = sql;
        _ = command.ExecuteNonQuery();
    }
}
