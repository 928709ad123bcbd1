using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace OrderingSystem.Identity.Storage;

/// <summary>
/// The file of users, keys, clients and tokens. Made from a script, because Entity Framework takes longer to find out what is missing than everything else
/// here together; OpenIddict's tables are then read and written through <see cref="IdentityDbContext"/>.
/// </summary>
public sealed class IdentityDatabase : IDisposable
{
    private const int SchemaVersion = 1;
    private const int Corrupt = 11; // SQLITE_CORRUPT
    private const int NotADatabase = 26; // SQLITE_NOTADB

    /// <exception cref="IdentityFileException">A newer release wrote the file, or it is none of SQLite's.</exception>
    public IdentityDatabase(IOptions<SignInOptions> options)
    {
        var path = options.Value.DatabaseFile;
        ConnectionString = new SqliteConnectionStringBuilder { DataSource = path }.ToString();
        CreateForOwnerAlone(path);
        try
        {
            using var connection = Open();
            Execute(connection, "PRAGMA journal_mode=WAL;");
            Migrate(connection, path);
        }
        catch (SqliteException damage) when (damage.SqliteErrorCode is NotADatabase or Corrupt)
        {
            throw new IdentityFileException($"'{path}' is damaged ({damage.Message}). Bring it back from a backup, or move it away: people then sign in anew, with the passwords of credentials.json.");
        }
    }

    public string ConnectionString { get; }

    public void Dispose()
    {
        using var pooled = new SqliteConnection(ConnectionString);
        SqliteConnection.ClearPool(pooled);
    }

    /// <returns>An open connection from the pool.</returns>
    internal SqliteConnection Open()
    {
        var connection = new SqliteConnection(ConnectionString);
        connection.Open();
        return connection;
    }

    internal int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var connection = Open();
        return Execute(connection, sql, parameters);
    }

    internal static int Execute(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = Command(connection, sql, parameters);
        return command.ExecuteNonQuery();
    }

    internal List<T> Query<T>(string sql, Func<SqliteDataReader, T> map, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var connection = Open();
        return Query(connection, sql, map, parameters);
    }

    internal static List<T> Query<T>(SqliteConnection connection, string sql, Func<SqliteDataReader, T> map, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = Command(connection, sql, parameters);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(map(reader));
        }

        return rows;
    }

    internal static string ReadSchema()
    {
        using var stream = typeof(IdentityDatabase).Assembly.GetManifestResourceStream("OrderingSystem.Identity.schema.sql")
            ?? throw new InvalidOperationException("The schema is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        return command;
    }

    /// <summary>SQLite gives its journal the rights of the file itself.</summary>
    private static void CreateForOwnerAlone(string path)
    {
        if (File.Exists(path))
        {
            return;
        }

        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(path, options);
    }

    private static void Migrate(SqliteConnection connection, string path)
    {
        var version = Query(connection, "PRAGMA user_version", reader => reader.GetInt32(0))[0];
        switch (version)
        {
            case SchemaVersion:
                return;
            case 0:
                Execute(connection, $"BEGIN IMMEDIATE; {ReadSchema()} PRAGMA user_version={SchemaVersion}; COMMIT;");
                return;
            default:
                throw new IdentityFileException($"'{path}' was written by a newer release (schema {version}; this one knows {SchemaVersion}). Run that release; the file was not touched.");
        }
    }
}
