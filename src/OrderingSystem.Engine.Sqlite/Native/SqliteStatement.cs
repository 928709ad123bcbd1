using SQLitePCL;

namespace OrderingSystem.Engine.Sqlite.Native;

/// <summary>A prepared statement. Bind by position from 1, step, read columns from 0, reset.</summary>
internal sealed class SqliteStatement(SqliteConnection connection, sqlite3_stmt handle, string sql) : IDisposable
{
    public SqliteStatement Bind(int position, long value)
    {
        Check(raw.sqlite3_bind_int64(handle, position, value));
        return this;
    }

    public SqliteStatement Bind(int position, long? value)
    {
        Check(value is { } number ? raw.sqlite3_bind_int64(handle, position, number) : raw.sqlite3_bind_null(handle, position));
        return this;
    }

    public SqliteStatement Bind(int position, string? value)
    {
        Check(value is null ? raw.sqlite3_bind_null(handle, position) : raw.sqlite3_bind_text(handle, position, value));
        return this;
    }

    public SqliteStatement Bind(int position, ReadOnlySpan<byte> value)
    {
        Check(raw.sqlite3_bind_blob(handle, position, value));
        return this;
    }

    /// <summary>True when there is a row to read.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(handle);
        if (code == raw.SQLITE_ROW)
        {
            return true;
        }

        if (code != raw.SQLITE_DONE)
        {
            try
            {
                connection.Check(code, sql);
            }
            finally
            {
                Reset();
            }
        }

        return false;
    }

    /// <summary>Runs a statement that returns no rows.</summary>
    /// <returns>Rows changed.</returns>
    public long Run()
    {
        _ = Step();
        Reset();
        return connection.LastChanges;
    }

    public long Number(int column) => raw.sqlite3_column_int64(handle, column);

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    public long? OptionalNumber(int column) => IsNull(column) ? null : Number(column);

    public string? OptionalText(int column) => IsNull(column) ? null : Text(column);

    public string Text(int column) => raw.sqlite3_column_text(handle, column).utf8_to_string();

    /// <summary>Valid until the next step or reset.</summary>
    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(handle, column);

    /// <summary>Ends the reading of rows, and with it the statement's hold on a snapshot.</summary>
    /// <remarks>The code it returns repeats that of the step, which was checked.</remarks>
    public void Reset() => _ = raw.sqlite3_reset(handle);

    public void Dispose() => handle.Dispose();

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            connection.Check(code, sql);
        }
    }
}
