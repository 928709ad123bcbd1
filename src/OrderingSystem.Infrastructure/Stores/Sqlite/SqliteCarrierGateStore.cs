using System.Text.Json;
using Microsoft.Data.Sqlite;
using OrderingSystem.Application.Carriers;
using OrderingSystem.Domain.Carriers;

namespace OrderingSystem.Infrastructure.Stores.Sqlite;

public sealed class SqliteCarrierGateStore(OrderDatabase database) : ICarrierGateStore
{
    private const string Columns =
        """
        version, state, since, outage_id, outage_since, generation, failures, last_error, lease_holder, lease_until, next_probe_at, probes_in_vain,
        is_proven, batch_size, next_batch_at, last_release_at, paused_until, released, hold_by, hold_reason, hold_since
        """;

    private const string Insert =
        $"""
        INSERT INTO carrier_gate (id, {Columns}) VALUES (
          1, 1, $state, $since, $outage_id, $outage_since, $generation, $failures, $last_error, $lease_holder, $lease_until, $next_probe_at,
          $probes_in_vain, $is_proven, $batch_size, $next_batch_at, $last_release_at, $paused_until, $released, $hold_by,
          $hold_reason, $hold_since)
        ON CONFLICT (id) DO NOTHING
        """;

    private const string Update =
        """
        UPDATE carrier_gate SET
          version = version + 1, state = $state, since = $since, outage_id = $outage_id, outage_since = $outage_since, generation = $generation,
          failures = $failures, last_error = $last_error, lease_holder = $lease_holder, lease_until = $lease_until, next_probe_at = $next_probe_at,
          probes_in_vain = $probes_in_vain, is_proven = $is_proven, batch_size = $batch_size, next_batch_at = $next_batch_at,
          last_release_at = $last_release_at, paused_until = $paused_until, released = $released,
          hold_by = $hold_by, hold_reason = $hold_reason, hold_since = $hold_since
        WHERE id = 1 AND version = $version
        """;

    public Task<CarrierGate?> FindAsync(CancellationToken cancellationToken) => Task.FromResult(
        database.Read(statements => statements.QueryFirst($"SELECT {Columns} FROM carrier_gate WHERE id = 1", Map)));

    public Task<bool> TryWriteAsync(CarrierGate gate, CancellationToken cancellationToken) => database.WriteAsync(
        statements => gate.Version == 0
            ? statements.Execute(Insert, Values(gate)) > 0
            : statements.Execute(Update, [.. Values(gate), ("$version", gate.Version)]) > 0,
        cancellationToken);

    private static (string Name, object? Value)[] Values(CarrierGate gate) =>
    [
        ("$state", gate.State.ToString()),
        ("$since", gate.Since.Ticks()),
        ("$outage_id", gate.OutageId),
        ("$outage_since", gate.OutageSince.Ticks()),
        ("$generation", gate.Generation),
        ("$failures", JsonSerializer.Serialize([.. gate.Failures], StoreJson.Default.CountedFailureArray)),
        ("$last_error", gate.LastError),
        ("$lease_holder", gate.Lease?.Holder),
        ("$lease_until", gate.Lease?.Until.Ticks()),
        ("$next_probe_at", gate.NextProbeAt.Ticks()),
        ("$probes_in_vain", gate.ProbesInVain),
        ("$is_proven", gate.IsProven),
        ("$batch_size", gate.BatchSize),
        ("$next_batch_at", gate.NextBatchAt.Ticks()),
        ("$last_release_at", gate.LastReleaseAt.Ticks()),
        ("$paused_until", gate.PausedUntil.Ticks()),
        ("$released", gate.Released),
        ("$hold_by", gate.Hold?.By),
        ("$hold_reason", gate.Hold?.Reason),
        ("$hold_since", gate.Hold?.Since.Ticks()),
    ];

    private static CarrierGate Map(SqliteDataReader reader) => new()
    {
        Version = reader.GetInt64(0),
        State = reader.GetEnum<CarrierGateState>(1),
        Since = reader.GetTime(2),
        OutageId = reader.GetStringOrNull(3),
        OutageSince = reader.GetTimeOrNull(4),
        Generation = reader.GetInt32(5),
        Failures = JsonSerializer.Deserialize(reader.GetString(6), StoreJson.Default.CountedFailureArray) ?? [],
        LastError = reader.GetStringOrNull(7),
        Lease = reader.IsDBNull(8) ? null : new ProbeLease(reader.GetString(8), reader.GetTime(9)),
        NextProbeAt = reader.GetTimeOrNull(10),
        ProbesInVain = reader.GetInt32(11),
        IsProven = reader.GetBoolean(12),
        BatchSize = reader.GetInt32(13),
        NextBatchAt = reader.GetTimeOrNull(14),
        LastReleaseAt = reader.GetTimeOrNull(15),
        PausedUntil = reader.GetTimeOrNull(16),
        Released = reader.GetInt32(17),
        Hold = reader.IsDBNull(18) ? null : new CarrierHold(reader.GetString(18), reader.GetString(19), reader.GetTime(20)),
    };
}
