using SQLitePCL;

namespace OrderingSystem.Engine.Sqlite.Native;

/// <param name="code">SQLite's extended result code.</param>
internal sealed class SqliteException(int code, string text, string statement) : Exception($"SQLite error {code}: {text} ({statement})")
{
    /// <summary>The extended code.</summary>
    public int Code { get; } = code;

    /// <summary>The primary code, such as SQLITE_FULL.</summary>
    public int PrimaryCode => Code & 0xFF;

    /// <summary>SQLite's own words.</summary>
    public string Text { get; } = text;

    /// <summary>The file or the disk is at fault, and writing again cannot be trusted to help.</summary>
    public bool IsStorageFailure => PrimaryCode is raw.SQLITE_FULL or raw.SQLITE_IOERR or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB
        or raw.SQLITE_BUSY or raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN or raw.SQLITE_NOMEM or raw.SQLITE_PERM;
}
