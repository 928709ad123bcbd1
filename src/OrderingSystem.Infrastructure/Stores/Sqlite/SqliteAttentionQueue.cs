using Microsoft.Data.Sqlite;
using OrderingSystem.Application.Decisions;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Infrastructure.Stores.Sqlite;

public sealed class SqliteAttentionQueue(OrderDatabase database) : IAttentionQueue
{
    private const string Waiting =
        """
        FROM orders WHERE attention_token IS NOT NULL AND attention_since < $before AND ($since IS NULL OR attention_since <= $since)
          AND ($state IS NULL OR attention_state = $state) AND ($error IS NULL OR attention_error = $error)
        """;

    public Task<AttentionCount> CountAsync(AttentionFilter filter, DateTimeOffset before, CancellationToken cancellationToken) =>
        Task.FromResult(database.Read(statements =>
        {
            var parameters = Parameters(filter, before);
            var oldest = statements.QueryFirst($"SELECT attention_since, order_id {Waiting} ORDER BY attention_since, order_id LIMIT 1", Map, parameters);
            var count = statements.Query($"SELECT COUNT(*) {Waiting}", reader => reader.GetInt32(0), parameters)[0];
            return new AttentionCount(count, oldest);
        }));

    public Task<IReadOnlyList<AttentionPosition>> ReadAsync(
        AttentionFilter filter,
        DateTimeOffset before,
        AttentionPosition? after,
        int limit,
        CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<AttentionPosition>>(database.Read(statements => statements.Query(
        $"""
        SELECT attention_since, order_id {Waiting} AND (attention_since, order_id) > ($after_since, $after_id)
        ORDER BY attention_since, order_id LIMIT $limit
        """,
        Map,
        [
            .. Parameters(filter, before),
            ("$after_since", after?.Since.Ticks() ?? -1),
            ("$after_id", after?.OrderId.Value ?? string.Empty),
            ("$limit", limit),
        ])));

    private static (string Name, object? Value)[] Parameters(AttentionFilter filter, DateTimeOffset before) =>
    [
        ("$before", before.Ticks()),
        ("$since", filter.Since.Ticks()),
        ("$state", filter.State),
        ("$error", filter.Error),
    ];

    private static AttentionPosition Map(SqliteDataReader reader) => new(reader.GetTime(0), OrderId.Parse(reader.GetString(1)));
}
