using BobsPost.Simulator.Faults;
using BobsPost.Simulator.Shipments;
using Microsoft.Data.Sqlite;

namespace BobsPost.Simulator.Ledger;

/// <summary>The writer's prepared statements: used by one thread, inside a transaction.</summary>
internal sealed class LedgerStatements : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);
    private SqliteTransaction? _transaction;

    public LedgerStatements(SqliteConnection connection)
    {
        _connection = connection;
    }

    public SqliteTransaction Begin() => _transaction = _connection.BeginTransaction(deferred: false);

    public long NextShipmentNumber() => (long)Prepare("SELECT coalesce(max(number), 0) + 1 FROM shipments").ExecuteScalar()!;

    public void Insert(long number, StoredShipment shipment, byte[] body) =>
        Prepare(
            "INSERT INTO shipments (number, shipment_id, tracking_number, client_reference, body, created_at, ships_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            number,
            shipment.ShipmentId,
            shipment.TrackingNumber,
            shipment.ClientReference,
            body,
            shipment.CreatedAt.ToUnixTimeMilliseconds(),
            shipment.ShipsAt.ToUnixTimeMilliseconds()).ExecuteNonQuery();

    public StoredShipment? Find(string shipmentId) =>
        Single(Prepare($"SELECT {LedgerRows.ShipmentColumns} FROM shipments WHERE shipment_id = $1", shipmentId));

    public (byte[] BodyHash, StoredShipment Shipment)? FindKey(string key)
    {
        using var reader = Prepare(
            $"SELECT {LedgerRows.ShipmentColumns}, body_hash FROM idempotency_keys JOIN shipments ON number = shipment_number WHERE key = $1",
            key).ExecuteReader();
        return reader.Read() ? (reader.GetFieldValue<byte[]>(LedgerRows.ShipmentColumnCount), LedgerRows.ReadShipment(reader)) : null;
    }

    public void InsertKey(string key, byte[] bodyHash, long shipmentNumber) =>
        Prepare("INSERT INTO idempotency_keys (key, body_hash, shipment_number) VALUES ($1, $2, $3)", key, bodyHash, shipmentNumber)
            .ExecuteNonQuery();

    public void Cancel(string shipmentId, DateTimeOffset now) =>
        Prepare("UPDATE shipments SET cancelled_at = $2 WHERE shipment_id = $1", shipmentId, now.ToUnixTimeMilliseconds()).ExecuteNonQuery();

    public void Insert(long number, LedgerRequest request) =>
        Prepare(
            "INSERT INTO requests (number, at, method, path, client_reference, answer) VALUES ($1, $2, $3, $4, $5, $6)",
            number,
            request.At.ToUnixTimeMilliseconds(),
            request.Method,
            request.Path,
            (object?)request.ClientReference ?? DBNull.Value,
            request.Answer).ExecuteNonQuery();

    public void Insert(Outage outage) =>
        Prepare("INSERT INTO outages (from_at, to_at) VALUES ($1, $2)", outage.From.ToUnixTimeMilliseconds(), outage.To.ToUnixTimeMilliseconds())
            .ExecuteNonQuery();

    public void DeleteOutages() => Prepare("DELETE FROM outages").ExecuteNonQuery();

    public void Dispose()
    {
        foreach (var command in _prepared.Values)
        {
            command.Dispose();
        }

        _connection.Dispose();
    }

    private static StoredShipment? Single(SqliteCommand command)
    {
        using var reader = command.ExecuteReader();
        return reader.Read() ? LedgerRows.ReadShipment(reader) : null;
    }

    private SqliteCommand Prepare(string sql, params ReadOnlySpan<object> values)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            command = _connection.CreateCommand();
            command.CommandText = sql;
            for (var index = 1; index <= values.Length; index++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = $"${index}" });
            }

            _prepared.Add(sql, command);
        }

        for (var index = 0; index < values.Length; index++)
        {
            command.Parameters[index].Value = values[index];
        }

        command.Transaction = _transaction;
        return command;
    }
}
