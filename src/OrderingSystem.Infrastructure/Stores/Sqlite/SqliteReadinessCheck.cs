using Microsoft.Data.Sqlite;
using OrderingSystem.Application.Readiness;

namespace OrderingSystem.Infrastructure.Stores.Sqlite;

/// <summary>Ready where the order table can be read.</summary>
public sealed class SqliteReadinessCheck(OrderDatabase database) : IReadinessCheck
{
    public string Name => "orders";

    public Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            database.Read(statements => statements.Query("SELECT 1 FROM orders LIMIT 1", reader => reader.GetInt32(0)));
            return Task.FromResult<string?>(null);
        }
        catch (SqliteException exception)
        {
            return Task.FromResult<string?>($"The order table cannot be read (SQLite error {exception.SqliteErrorCode}).");
        }
    }
}
