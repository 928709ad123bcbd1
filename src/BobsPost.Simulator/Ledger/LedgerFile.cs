using System.Security.Cryptography;
using System.Text.Json;
using BobsPost.Simulator.Faults;
using BobsPost.Simulator.Shipments;
using Microsoft.Data.Sqlite;

namespace BobsPost.Simulator.Ledger;

/// <summary>The carrier's books: shipments, idempotency keys, requests and outages, in one SQLite file.</summary>
internal sealed class LedgerFile : IAsyncDisposable
{
    private readonly string _connectionString;
    private readonly ShipmentNumbers _numbers;
    private readonly LedgerWriter _writer;
    private long _lastRequestNumber;

    private LedgerFile(string connectionString, ShipmentNumbers numbers, SqliteConnection connection)
    {
        _connectionString = connectionString;
        _numbers = numbers;
        using (var command = connection.CreateCommand())
        {
            command.CommandText = "SELECT coalesce(max(number), 0) FROM requests";
            _lastRequestNumber = (long)command.ExecuteScalar()!;
        }

        _writer = new LedgerWriter(connection);
    }

    /// <exception cref="LedgerFileException">The file cannot be used; the message says why and what to do.</exception>
    public static LedgerFile Open(string path, ShipmentNumbers numbers)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var connectionString = new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 5 }.ToString();
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            LedgerSchema.Ensure(connection);
            return new LedgerFile(connectionString, numbers, connection);
        }
        catch (SqliteException failure)
        {
            connection.Dispose();
            throw LedgerFileException.Of(path, failure);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The next request's number: never given twice, also after a restart, so that faults do not repeat themselves.</summary>
    public long NextRequestNumber() => Interlocked.Increment(ref _lastRequestNumber);

    /// <param name="idempotencyKey">Null for a carrier that does not look at it.</param>
    /// <returns>On disk, unless it is a conflict.</returns>
    public Task<BookingResult> BookAsync(ShipmentRequest request, string? idempotencyKey, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(request, SimulatorJson.Default.ShipmentRequest);
        var bodyHash = SHA256.HashData(body);
        return _writer.CommitAsync(
            statements =>
            {
                if (idempotencyKey is not null && statements.FindKey(idempotencyKey) is { } known)
                {
                    return known.BodyHash.AsSpan().SequenceEqual(bodyHash)
                        ? new BookingResult(known.Shipment, BookingNovelty.SameKey)
                        : new BookingResult(known.Shipment, BookingNovelty.SameKeyOtherBody);
                }

                var number = statements.NextShipmentNumber();
                var shipment = new StoredShipment(
                    ShipmentNumbers.ShipmentId(number),
                    _numbers.TrackingNumber(number),
                    request.ClientReference!,
                    now,
                    _numbers.ShipsAt(number, now),
                    CancelledAt: null);
                statements.Insert(number, shipment, body);
                if (idempotencyKey is not null)
                {
                    statements.InsertKey(idempotencyKey, bodyHash, number);
                }

                return new BookingResult(shipment, BookingNovelty.New);
            },
            cancellationToken);
    }

    /// <returns>The shipment after the attempt: cancelled, or shipped and therefore not; null where there is none.</returns>
    public Task<StoredShipment?> CancelAsync(string shipmentId, DateTimeOffset now, CancellationToken cancellationToken) =>
        _writer.CommitAsync(
            statements =>
            {
                if (statements.Find(shipmentId) is not { } shipment || shipment.StatusAt(now) != ShipmentStatus.Scheduled)
                {
                    return statements.Find(shipmentId);
                }

                statements.Cancel(shipmentId, now);
                return shipment with { CancelledAt = now };
            },
            cancellationToken);

    public StoredShipment? Find(string shipmentId) => ReadShipments("WHERE shipment_id = $value", shipmentId).FirstOrDefault();

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<StoredShipment> FindByClientReference(string clientReference) =>
        [.. ReadShipments("WHERE client_reference = $value ORDER BY number", clientReference)];

    /// <summary>Hands a request's row over; a reader of the ledger sees it, the disk has it with the next group.</summary>
    public ValueTask RecordAsync(long number, LedgerRequest request) => _writer.SubmitAsync(statements => statements.Insert(number, request));

    public Task AddOutageAsync(Outage outage, CancellationToken cancellationToken) =>
        _writer.CommitAsync(
            statements =>
            {
                statements.Insert(outage);
                return true;
            },
            cancellationToken);

    public Task ClearOutagesAsync(CancellationToken cancellationToken) =>
        _writer.CommitAsync(
            statements =>
            {
                statements.DeleteOutages();
                return true;
            },
            cancellationToken);

    public IReadOnlyList<Outage> ReadOutages()
    {
        using var connection = OpenReader();
        return [.. Read(connection, "SELECT from_at, to_at FROM outages", reader => new Outage(LedgerRows.Time(reader, 0), LedgerRows.Time(reader, 1)))];
    }

    /// <summary>Opens a snapshot of the ledger with every request in it that was answered before the call.</summary>
    public async Task<LedgerSnapshot> OpenSnapshotAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await _writer.CommitAsync(static _ => true, cancellationToken);
        if (_writer.LostRows is { } failure)
        {
            throw new IOException("The ledger has a gap: some requests could not be written down.", failure);
        }

        return new LedgerSnapshot(OpenReader(), now);
    }

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection); // else the readers keep the file open
    }

    /// <summary>Reads row by row; the command lives as long as the enumeration.</summary>
    internal static IEnumerable<T> Read<T>(SqliteConnection connection, string sql, Func<SqliteDataReader, T> read, string? value = null)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        if (value is not null)
        {
            command.Parameters.AddWithValue("$value", value);
        }

        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return read(reader);
        }
    }

    private IEnumerable<StoredShipment> ReadShipments(string where, string value)
    {
        using var connection = OpenReader();
        foreach (var shipment in Read(connection, $"SELECT {LedgerRows.ShipmentColumns} FROM shipments {where}", LedgerRows.ReadShipment, value))
        {
            yield return shipment;
        }
    }

    private SqliteConnection OpenReader()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        return connection;
    }
}
