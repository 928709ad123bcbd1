using BobsPost.Simulator.Shipments;
using Microsoft.Data.Sqlite;

namespace BobsPost.Simulator.Ledger;

/// <summary>How rows become records: one place for the columns and their order.</summary>
internal static class LedgerRows
{
    public const string ShipmentColumns = "shipment_id, tracking_number, client_reference, created_at, ships_at, cancelled_at";
    public const int ShipmentColumnCount = 6;
    public const string RequestColumns = "at, method, path, client_reference, answer";

    public static StoredShipment ReadShipment(SqliteDataReader reader) =>
        new(
            reader.GetString(0),
            reader.GetString(1),
            reader.GetString(2),
            Time(reader, 3),
            Time(reader, 4),
            reader.IsDBNull(5) ? null : Time(reader, 5));

    public static LedgerRequest ReadRequest(SqliteDataReader reader) =>
        new(Time(reader, 0), reader.GetString(1), reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetString(3), reader.GetString(4));

    public static DateTimeOffset Time(SqliteDataReader reader, int column) => DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(column));
}
