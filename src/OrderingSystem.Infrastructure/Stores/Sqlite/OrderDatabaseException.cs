using Microsoft.Data.Sqlite;

namespace OrderingSystem.Infrastructure.Stores.Sqlite;

/// <summary>The order side's file cannot be used; the message says why and what to do.</summary>
public sealed class OrderDatabaseException(string message, Exception? cause = null) : Exception(message, cause)
{
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int Corrupt = 11;
    private const int Busy = 5;
    private const int NotADatabase = 26;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;

    internal static OrderDatabaseException Of(string path, SqliteException failure) => new(
        failure.SqliteErrorCode switch
        {
            NotADatabase => $"'{path}' is not a database, or its beginning is damaged. Restore a backup; the file was not touched.",
            Corrupt => $"'{path}' is damaged ({failure.Message}). Restore a backup.",
            Full => $"The disk that holds '{path}' is full. Free some space and start again.",
            ReadOnly or CannotOpen => $"'{path}' cannot be written: give this user the right to write there, or choose another folder.",
            Busy => $"Another program holds '{path}' locked. Close it and start again.",
            InputOutput => $"'{path}', or one of the files beside it, cannot be read or written ({failure.Message}). Is the disk full, or failing?",
            _ => $"'{path}' cannot be opened: {failure.Message}",
        },
        failure);
}
