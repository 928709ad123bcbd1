using Microsoft.Data.Sqlite;

namespace BobsPost.Simulator.Ledger;

/// <summary>One consistent view of the ledger, read row by row.</summary>
internal sealed class LedgerSnapshot : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _transaction;
    private readonly DateTimeOffset _now;

    public LedgerSnapshot(SqliteConnection connection, DateTimeOffset now)
    {
        _connection = connection;
        _transaction = connection.BeginTransaction(deferred: true);
        _now = now;
    }

    /// <summary>In the order in which they were booked.</summary>
    public IEnumerable<LedgerShipment> Shipments() =>
        LedgerFile.Read(_connection, $"SELECT {LedgerRows.ShipmentColumns} FROM shipments ORDER BY number", LedgerRows.ReadShipment)
            .Select(shipment => new LedgerShipment(
                shipment.ShipmentId,
                shipment.ClientReference,
                shipment.TrackingNumber,
                shipment.StatusAt(_now),
                shipment.CreatedAt,
                shipment.ShippedAt(_now)));

    /// <summary>In the order in which they arrived.</summary>
    public IEnumerable<LedgerRequest> Requests() =>
        LedgerFile.Read(_connection, $"SELECT {LedgerRows.RequestColumns} FROM requests ORDER BY number", LedgerRows.ReadRequest);

    public void Dispose()
    {
        _transaction.Dispose();
        _connection.Dispose();
    }
}
