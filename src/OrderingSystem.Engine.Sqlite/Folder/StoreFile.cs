using OrderingSystem.Engine.Sqlite.Migrations;
using OrderingSystem.Engine.Sqlite.Native;
using OrderingSystem.Engine.Stores;
using SQLitePCL;

namespace OrderingSystem.Engine.Sqlite.Folder;

/// <summary>Opens <c>engine.db</c> for the writer: checks whose file it is and of which version, and makes or migrates its tables.</summary>
internal static class StoreFile
{
    public const string Name = "engine.db";

    /// <summary>"OsEn": marks the file as this engine's.</summary>
    private const int ApplicationId = 0x4F73456E;

    /// <exception cref="DataFolderException">The file is not this engine's, is newer, damaged, or has lost its log.</exception>
    /// <param name="ownership">Held by the caller.</param>
    public static SqliteConnection Open(string folder, DataFolderLock ownership, SqliteStoreOptions options)
    {
        var path = Path.Combine(folder, Name);
        if (ownership.PreviousOwnerLeftOpen && File.Exists(path) && !File.Exists(path + "-wal"))
        {
            throw new DataFolderException(
                $"'{path}' was in use when its last owner died, and its write-ahead log '{Name}-wal' is gone: what was committed last is missing. "
                + $"Put the log back, or restore a backup. To go on without it, delete '{Path.Combine(folder, DataFolderLock.OwnerFileName)}'.");
        }

        return Open(path, vfs: null, options);
    }

    /// <summary>On another file layer, whose owner sees to it that nobody else writes.</summary>
    /// <inheritdoc cref="Open(string, DataFolderLock, SqliteStoreOptions)"/>
    public static SqliteConnection Open(string path, string? vfs, SqliteStoreOptions options)
    {
        SqliteConnection? connection = null;
        try
        {
            connection = SqliteConnection.Open(path, readOnly: false, vfs);
            connection.KeepLogOnClose(keep: true);
            Prepare(connection, path, options);
            return connection;
        }
        catch (SqliteException failure)
        {
            connection?.Dispose();
            throw Explain(path, failure);
        }
        catch
        {
            connection?.Dispose();
            throw;
        }
    }

    private static void Prepare(SqliteConnection connection, string path, SqliteStoreOptions options)
    {
        var version = connection.ReadNumber("PRAGMA user_version");
        var application = connection.ReadNumber("PRAGMA application_id");
        var tables = connection.ReadNumber("SELECT count(*) FROM sqlite_master");
        if (tables > 0 && application != ApplicationId)
        {
            throw new DataFolderException($"'{path}' is a database of another program; it was not touched.");
        }

        if (version > Schema.Version)
        {
            throw new DataFolderException(
                $"'{path}' was written by a newer release (schema {version}; this one knows {Schema.Version}). Run that release; the file was not touched.");
        }

        connection.KeepLogOnClose(keep: false); // from here on the file is ours to write

        connection.Execute("PRAGMA journal_mode = WAL");
        connection.Execute(
            $"""
            PRAGMA synchronous = FULL;
            PRAGMA foreign_keys = 0;
            PRAGMA temp_store = MEMORY;
            PRAGMA cache_size = -{options.CacheKilobytes};
            PRAGMA wal_autocheckpoint = {options.CheckpointPages};
            PRAGMA journal_size_limit = 67108864;
            """);
        if (options.MaxPages is { } pages)
        {
            connection.Execute($"PRAGMA max_page_count = {pages}");
        }

        if (version < Schema.Version)
        {
            Schema.Migrate(connection, tables == 0 ? 0 : version, Schema.Scripts, $"PRAGMA application_id = {ApplicationId}");
        }
    }

    /// <summary>What SQLite says, in words that say what to do.</summary>
    public static DataFolderException Explain(string path, SqliteException failure) => new(
        failure.PrimaryCode switch
        {
            raw.SQLITE_NOTADB => $"'{path}' is not a database, or its beginning is damaged. Restore a backup; the file was not touched.",
            raw.SQLITE_CORRUPT => $"'{path}' is damaged ({failure.Text}). Restore a backup.",
            raw.SQLITE_FULL => $"The disk that holds '{path}' is full. Free some space and start again.",
            raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN or raw.SQLITE_PERM =>
                $"'{path}' cannot be written: give this user the right to write in its folder, or choose another folder.",
            raw.SQLITE_BUSY => $"Another program holds '{path}' locked. Close it and start again.",
            raw.SQLITE_IOERR => $"'{path}', or one of the files beside it, cannot be read or written ({failure.Text}). Is the disk full, or failing?",
            _ => $"'{path}' cannot be opened: {failure.Text}.",
        },
        failure);
}
