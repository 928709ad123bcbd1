using Microsoft.Data.Sqlite;
using OrderingSystem.Application.Decisions;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Infrastructure.Stores.Sqlite;

public sealed class SqliteBulkDecisionStore(OrderDatabase database) : IBulkDecisionStore
{
    private const string Columns =
        """
        job_id, version, state, decision, note, decided_by, decided_at, filter_state, filter_error, filter_since, orders_per_minute, total, decided,
        superseded, not_possible, position_since, position_order_id, next_batch_at, ended_at, stopped_by
        """;

    public Task<BulkDecision?> FindAsync(string jobId, CancellationToken cancellationToken) => Task.FromResult(
        database.Read(statements => statements.QueryFirst($"SELECT {Columns} FROM bulk_decisions WHERE job_id = $job_id", Map, ("$job_id", jobId))));

    public Task<bool> TryAddAsync(BulkDecision job, CancellationToken cancellationToken) => database.WriteAsync(
        statements => statements.Execute(
            $"""
            INSERT INTO bulk_decisions ({Columns}) VALUES (
              $job_id, 1, $state, $decision, $note, $decided_by, $decided_at, $filter_state, $filter_error, $filter_since, $orders_per_minute, $total,
              $decided, $superseded, $not_possible, $position_since, $position_order_id, $next_batch_at, $ended_at, $stopped_by)
            ON CONFLICT (job_id) DO NOTHING
            """,
            [.. Changing(job), .. Lasting(job)]) > 0,
        cancellationToken);

    public Task<bool> TryUpdateAsync(BulkDecision job, CancellationToken cancellationToken) => database.WriteAsync(
        statements => statements.Execute(
            """
            UPDATE bulk_decisions SET
              version = version + 1, state = $state, decided = $decided, superseded = $superseded, not_possible = $not_possible,
              position_since = $position_since, position_order_id = $position_order_id, next_batch_at = $next_batch_at, ended_at = $ended_at,
              stopped_by = $stopped_by
            WHERE job_id = $job_id AND version = $version
            """,
            [.. Changing(job), ("$version", job.Version)]) > 0,
        cancellationToken);

    private static (string Name, object? Value)[] Changing(BulkDecision job) =>
    [
        ("$job_id", job.JobId),
        ("$state", job.State.ToString()),
        ("$decided", job.Decided),
        ("$superseded", job.Superseded),
        ("$not_possible", job.NotPossible),
        ("$position_since", job.Position?.Since.Ticks()),
        ("$position_order_id", job.Position?.OrderId.Value),
        ("$next_batch_at", job.NextBatchAt.Ticks()),
        ("$ended_at", job.EndedAt.Ticks()),
        ("$stopped_by", job.StoppedBy),
    ];

    private static (string Name, object? Value)[] Lasting(BulkDecision job) =>
    [
        ("$decision", job.Decision.Kind.ToString()),
        ("$note", job.Decision.Note),
        ("$decided_by", job.Decision.By),
        ("$decided_at", job.Decision.At.Ticks()),
        ("$filter_state", job.Filter.State),
        ("$filter_error", job.Filter.Error),
        ("$filter_since", job.Filter.Since.Ticks()),
        ("$orders_per_minute", job.OrdersPerMinute),
        ("$total", job.Total),
    ];

    private static BulkDecision Map(SqliteDataReader reader) => new()
    {
        JobId = reader.GetString(0),
        Version = reader.GetInt64(1),
        State = reader.GetEnum<BulkDecisionState>(2),
        Decision = new Decision(reader.GetEnum<DecisionKind>(3), reader.GetStringOrNull(4), reader.GetString(5), reader.GetTime(6)),
        Filter = new AttentionFilter(reader.GetStringOrNull(7), reader.GetStringOrNull(8), reader.GetTimeOrNull(9)),
        OrdersPerMinute = reader.GetInt32(10),
        Total = reader.GetInt32(11),
        Decided = reader.GetInt32(12),
        Superseded = reader.GetInt32(13),
        NotPossible = reader.GetInt32(14),
        Position = reader.IsDBNull(15) ? null : new AttentionPosition(reader.GetTime(15), OrderId.Parse(reader.GetString(16))),
        NextBatchAt = reader.GetTimeOrNull(17),
        EndedAt = reader.GetTimeOrNull(18),
        StoppedBy = reader.GetStringOrNull(19),
    };
}
