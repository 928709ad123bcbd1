using Microsoft.Data.Sqlite;
using OrderingSystem.Application.Outages;
using OrderingSystem.Domain.Carriers;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Infrastructure.Stores.Sqlite;

public sealed class SqliteParkedOrderStore(OrderDatabase database) : IParkedOrderStore
{
    private const string Columns = "execution_name, order_id, state, outage_id, token, parked_at, not_before, rounds, released_at";

    public Task<ParkedOrder?> FindAsync(string executionName, CancellationToken cancellationToken) => Task.FromResult(
        database.Read(statements => statements.QueryFirst($"SELECT {Columns} FROM parked_orders WHERE execution_name = $name", Map, ("$name", executionName))));

    public Task ParkAsync(ParkedOrder parked, CancellationToken cancellationToken) => database.WriteAsync(
        statements => statements.Execute(
            $"""
            INSERT OR REPLACE INTO parked_orders ({Columns})
            VALUES ($name, $order_id, $state, $outage_id, $token, $parked_at, $not_before, $rounds, $released_at)
            """,
            ("$name", parked.ExecutionName),
            ("$order_id", parked.OrderId.Value),
            ("$state", parked.State),
            ("$outage_id", parked.OutageId),
            ("$token", parked.Token.Reveal()),
            ("$parked_at", parked.ParkedAt.Ticks()),
            ("$not_before", parked.NotBefore.Ticks()),
            ("$rounds", parked.Rounds),
            ("$released_at", parked.ReleasedAt.Ticks())),
        cancellationToken);

    public Task<IReadOnlyList<ParkedOrder>> ReadDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ParkedOrder>>(database.Read(statements => statements.Query(
            $"""
            SELECT {Columns} FROM parked_orders
            WHERE released_at IS NULL AND (not_before IS NULL OR not_before <= $now)
            ORDER BY parked_at, execution_name LIMIT $limit
            """,
            Map,
            ("$now", now.Ticks()),
            ("$limit", limit))));

    public Task MarkReleasedAsync(string executionName, TaskToken token, DateTimeOffset at, CancellationToken cancellationToken) => database.WriteAsync(
        statements => statements.Execute(
            "UPDATE parked_orders SET released_at = $at WHERE execution_name = $name AND token = $token AND released_at IS NULL",
            ("$at", at.Ticks()),
            ("$name", executionName),
            ("$token", token.Reveal())),
        cancellationToken);

    public Task<ParkedSummary> SummarizeAsync(CancellationToken cancellationToken) => Task.FromResult(database.Read(statements => statements.QueryFirst(
        "SELECT COUNT(*), MIN(parked_at), MIN(not_before) FROM parked_orders WHERE released_at IS NULL",
        reader => new ParkedSummary(reader.GetInt32(0), reader.GetTimeOrNull(1), reader.GetTimeOrNull(2))) ?? new ParkedSummary(0, null, null)));

    public Task<int> CountWaitingAsync(CancellationToken cancellationToken) =>
        Task.FromResult(database.Read(statements => OrderCounters.Read(statements, OrderCounters.WaitingForCarrier)));

    public Task ForgetReleasedAsync(DateTimeOffset before, CancellationToken cancellationToken) => database.WriteAsync(
        statements => statements.Execute("DELETE FROM parked_orders WHERE released_at < $before", ("$before", before.Ticks())),
        cancellationToken);

    private static ParkedOrder Map(SqliteDataReader reader) => new()
    {
        ExecutionName = reader.GetString(0),
        OrderId = OrderId.Parse(reader.GetString(1)),
        State = reader.GetString(2),
        OutageId = reader.GetString(3),
        Token = new TaskToken(reader.GetString(4)),
        ParkedAt = reader.GetTime(5),
        NotBefore = reader.GetTimeOrNull(6),
        Rounds = reader.GetInt32(7),
        ReleasedAt = reader.GetTimeOrNull(8),
    };
}
