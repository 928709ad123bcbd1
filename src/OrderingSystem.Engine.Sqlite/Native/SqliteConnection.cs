using SQLitePCL;

namespace OrderingSystem.Engine.Sqlite.Native;

/// <summary>
/// One connection, used by one thread at a time. Directly on SQLite's own interface: an execution's transition is two or three statements
/// of a few microseconds each, and ADO.NET's parameters and commands cost more than the statements do.
/// </summary>
internal sealed class SqliteConnection : IDisposable
{
    private readonly List<SqliteStatement> _statements = [];
    private readonly sqlite3 _handle;

    static SqliteConnection() => Batteries_V2.Init();

    private SqliteConnection(sqlite3 handle) => _handle = handle;

    public long LastChanges => raw.sqlite3_changes(_handle);

    /// <param name="vfs">SQLite's name of the file layer below; null for the operating system's.</param>
    /// <exception cref="SqliteException">The file cannot be opened.</exception>
    public static SqliteConnection Open(string path, bool readOnly, string? vfs = null)
    {
        var flags = raw.SQLITE_OPEN_NOMUTEX | (readOnly ? raw.SQLITE_OPEN_READONLY : raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);
        var code = raw.sqlite3_open_v2(path, out var handle, flags, vfs);
        var connection = new SqliteConnection(handle);
        try
        {
            connection.Check(code, "open " + path);
            _ = raw.sqlite3_extended_result_codes(handle, 1);
            _ = raw.sqlite3_busy_timeout(handle, 5_000);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A statement that is kept for reuse until the connection closes.</summary>
    public SqliteStatement Prepare(string sql)
    {
        const uint Persistent = 1;
        Check(raw.sqlite3_prepare_v3(_handle, sql, Persistent, out var statement), sql);
        var prepared = new SqliteStatement(this, statement, sql);
        _statements.Add(prepared);
        return prepared;
    }

    /// <summary>A statement for one use; the caller disposes of it.</summary>
    public SqliteStatement PrepareOnce(string sql)
    {
        Check(raw.sqlite3_prepare_v2(_handle, sql, out var statement), sql);
        return new SqliteStatement(this, statement, sql);
    }

    /// <summary>Runs statements that return nothing of interest.</summary>
    public void Execute(string sql) => Check(raw.sqlite3_exec(_handle, sql), sql);

    /// <summary>First column of the first row.</summary>
    public long ReadNumber(string sql)
    {
        using var statement = PrepareOnce(sql);
        return statement.Step() ? statement.Number(0) : throw new InvalidOperationException($"No row from: {sql}");
    }

    /// <summary>Copies the whole database, as this connection's snapshot shows it, so many pages at a time.</summary>
    public void CopyTo(SqliteConnection target, int pagesPerStep)
    {
        using var backup = raw.sqlite3_backup_init(target._handle, "main", _handle, "main");
        if (backup.IsInvalid)
        {
            target.Check(raw.sqlite3_errcode(target._handle), "begin a copy");
        }

        int code;
        while ((code = raw.sqlite3_backup_step(backup, pagesPerStep)) == raw.SQLITE_OK)
        {
        }

        target.Check(code, "copy");
    }

    /// <summary>Whether closing leaves the write-ahead log as it is; else the last connection carries it over into the file and removes it.</summary>
    public void KeepLogOnClose(bool keep) => Check(raw.sqlite3_db_config(_handle, raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, keep ? 1 : 0, out _), "keep the log");

    public bool InTransaction => raw.sqlite3_get_autocommit(_handle) == 0;

    public void Dispose()
    {
        foreach (var statement in _statements)
        {
            statement.Dispose();
        }

        _statements.Clear();
        _handle.Dispose();
    }

    public void Check(int code, string what)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            var text = _handle.IsInvalid ? raw.sqlite3_errstr(code) : raw.sqlite3_errmsg(_handle);
            throw new SqliteException(code, text.utf8_to_string(), what);
        }
    }
}
