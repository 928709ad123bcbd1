using Microsoft.Data.Sqlite;

namespace BobsPost.Simulator.Ledger;

/// <summary>The carrier's file. Times are Unix milliseconds by the carrier's clock.</summary>
internal static class LedgerSchema
{
    private const long Version = 1;

    // A client reference is not unique: carriers do not promise that, and a doubled booking has to show.
    private const string CreateTables = """
        CREATE TABLE shipments (
            number           INTEGER PRIMARY KEY,
            shipment_id      TEXT NOT NULL UNIQUE,
            tracking_number  TEXT NOT NULL UNIQUE,
            client_reference TEXT NOT NULL,
            body             BLOB NOT NULL,
            created_at       INTEGER NOT NULL,
            ships_at         INTEGER NOT NULL,
            cancelled_at     INTEGER
        ) STRICT;
        CREATE INDEX shipments_by_reference ON shipments (client_reference);
        CREATE TABLE idempotency_keys (
            key             TEXT PRIMARY KEY,
            body_hash       BLOB NOT NULL,
            shipment_number INTEGER NOT NULL REFERENCES shipments (number)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE requests (
            number           INTEGER PRIMARY KEY,
            at               INTEGER NOT NULL,
            method           TEXT NOT NULL,
            path             TEXT NOT NULL,
            client_reference TEXT,
            answer           TEXT NOT NULL
        ) STRICT;
        CREATE TABLE outages (
            from_at INTEGER NOT NULL,
            to_at   INTEGER NOT NULL CHECK (to_at > from_at)
        ) STRICT;
        """;

    /// <exception cref="LedgerFileException">A newer release of the simulator made the file.</exception>
    public static void Ensure(SqliteConnection connection)
    {
        if (ReadVersion(connection) is > Version and var newer)
        {
            throw new LedgerFileException(
                $"'{connection.DataSource}' was written by a newer release (schema {newer}; this one knows {Version}). Run that release; the file was not touched.");
        }

        Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON;");
        using var transaction = connection.BeginTransaction(deferred: false);
        if (ReadVersion(connection) == 0)
        {
            Execute(connection, CreateTables);
            Execute(connection, $"PRAGMA user_version = {Version}");
        }

        transaction.Commit();
    }

    private static long ReadVersion(SqliteConnection connection)
    {
        using var read = connection.CreateCommand();
        read.CommandText = "PRAGMA user_version";
        return (long)read.ExecuteScalar()!;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
