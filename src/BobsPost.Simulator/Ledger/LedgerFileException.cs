using Microsoft.Data.Sqlite;

namespace BobsPost.Simulator.Ledger;

/// <summary>The simulator's file cannot be used; the message says why and what to do.</summary>
public sealed class LedgerFileException(string message, Exception? cause = null) : Exception(message, cause)
{
    private const int Corrupt = 11;
    private const int NotADatabase = 26;

    internal static LedgerFileException Of(string path, SqliteException failure) => new(
        failure.SqliteErrorCode switch
        {
            NotADatabase => $"'{path}' is not a database, or its beginning is damaged. Restore a backup; the file was not touched.",
            Corrupt => $"'{path}' is damaged ({failure.Message}). Restore a backup.",
            _ => $"'{path}' cannot be opened ({failure.Message}). Is its folder writable, and the disk not full?",
        },
        failure);
}
