namespace OrderingSystem.Infrastructure.Stores.Sqlite;

public sealed class SqliteStoreOptions
{
    /// <summary>The database file of the order side; its folder exists.</summary>
    public string Path { get; set; } = string.Empty;

    /// <summary>How many concurrent writes may share one commit.</summary>
    public int MaxWritesPerCommit { get; set; } = 256;
}
