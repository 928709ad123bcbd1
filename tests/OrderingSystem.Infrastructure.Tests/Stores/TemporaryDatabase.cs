using Microsoft.Extensions.Options;
using OrderingSystem.Infrastructure.Stores.Sqlite;

namespace OrderingSystem.Infrastructure.Tests.Stores;

/// <summary>A database file of its own, removed at the end.</summary>
public sealed class TemporaryDatabase : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("orders-");

    public TemporaryDatabase() => Database = Open();

    public OrderDatabase Database { get; private set; }

    public string Path => System.IO.Path.Combine(_folder.FullName, "orders.db");

    public async Task ReopenAsync()
    {
        await Database.DisposeAsync();
        Database = Open();
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private OrderDatabase Open() => new(Options.Create(new SqliteStoreOptions { Path = Path }));
}
