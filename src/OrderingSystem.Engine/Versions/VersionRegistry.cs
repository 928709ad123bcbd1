using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using OrderingSystem.Engine.Catalog;
using OrderingSystem.Engine.Stores;

namespace OrderingSystem.Engine.Versions;

/// <summary>Published versions and aliases, in memory; every change is stored before it shows.</summary>
internal sealed class VersionRegistry : IDisposable
{
    private const string VersionPrefix = "version/";
    private const string LastPrefix = "version-last/";
    private const string AliasPrefix = "alias/";

    private readonly IExecutionStore _store;
    private readonly SemaphoreSlim _changes = new(1, 1);
    private volatile ImmutableDictionary<long, Published> _machines = ImmutableDictionary<long, Published>.Empty;

    private VersionRegistry(IExecutionStore store) => _store = store;

    public static async Task<VersionRegistry> LoadAsync(IExecutionStore store, CancellationToken cancellationToken)
    {
        var registry = new VersionRegistry(store);
        var machines = ImmutableDictionary<long, Published>.Empty;
        foreach (var (machine, number, value) in await ReadAsync(store, VersionPrefix, cancellationToken))
        {
            var stored = JsonSerializer.Deserialize(value, CatalogJson.Default.StoredVersion)!;
            var version = new StateMachineVersion(machine, Number(number), stored.RevisionId, stored.Description, stored.CreatedAt);
            machines = machines.SetItem(machine, Of(machines, machine).With(version));
        }

        foreach (var (machine, _, value) in await ReadAsync(store, LastPrefix, cancellationToken))
        {
            machines = machines.SetItem(machine, Of(machines, machine) with { Last = JsonSerializer.Deserialize(value, CatalogJson.Default.StoredVersionCount)!.Last });
        }

        foreach (var (machine, name, value) in await ReadAsync(store, AliasPrefix, cancellationToken))
        {
            var stored = JsonSerializer.Deserialize(value, CatalogJson.Default.StoredAlias)!;
            var alias = new StateMachineAlias(
                machine, name, stored.Description, [.. stored.Routes.Select(route => new AliasRoute(route.Version, route.Weight))], stored.CreatedAt, stored.UpdatedAt);
            machines = machines.SetItem(machine, Of(machines, machine).With(alias));
        }

        registry._machines = machines;
        return registry;
    }

    public StateMachineVersion? FindVersion(long stateMachineId, int number) => Of(_machines, stateMachineId).Versions.GetValueOrDefault(number);

    public StateMachineAlias? FindAlias(long stateMachineId, string name) => Of(_machines, stateMachineId).Aliases.GetValueOrDefault(name);

    /// <summary>By number.</summary>
    public IEnumerable<StateMachineVersion> Versions(long stateMachineId) => Of(_machines, stateMachineId).Versions.Values;

    /// <summary>By name.</summary>
    public IEnumerable<StateMachineAlias> Aliases(long stateMachineId) => Of(_machines, stateMachineId).Aliases.Values;

    /// <summary>Gives a revision the next number; a revision that has one keeps it.</summary>
    /// <param name="check">Sees the machine's versions and may refuse.</param>
    public Task<StateMachineVersion> PublishAsync(
        long stateMachineId, long revisionId, string? description, DateTimeOffset now, Action<int> check, CancellationToken cancellationToken) =>
        ChangeAsync(async () =>
        {
            var published = Of(_machines, stateMachineId);
            if (published.Versions.Values.FirstOrDefault(version => version.RevisionId == revisionId) is { } existing)
            {
                return existing;
            }

            check(published.Versions.Count);
            var version = new StateMachineVersion(stateMachineId, published.Last + 1, revisionId, description, now);
            await _store.WriteCatalogAsync(
                [
                    new(Name(version), JsonSerializer.SerializeToUtf8Bytes(new StoredVersion(revisionId, description, now), CatalogJson.Default.StoredVersion)),
                    new(LastName(stateMachineId), JsonSerializer.SerializeToUtf8Bytes(new StoredVersionCount(version.Number), CatalogJson.Default.StoredVersionCount)),
                ],
                cancellationToken);
            _machines = _machines.SetItem(stateMachineId, published.With(version));
            return version;
        }, cancellationToken);

    /// <param name="check">Sees the machine's aliases and may refuse.</param>
    public Task DeleteVersionAsync(StateMachineVersion version, Action<IEnumerable<StateMachineAlias>> check, CancellationToken cancellationToken) =>
        ChangeAsync(async () =>
        {
            var published = Of(_machines, version.StateMachineId);
            check(published.Aliases.Values);
            await _store.WriteCatalogAsync([new(Name(version), null)], cancellationToken);
            _machines = _machines.SetItem(version.StateMachineId, published with { Versions = published.Versions.Remove(version.Number) });
            return true;
        }, cancellationToken);

    /// <param name="change">From the alias as it is, null where there is none, and the machine's number of aliases; may refuse.</param>
    public Task<StateMachineAlias> ChangeAliasAsync(
        long stateMachineId, string name, Func<StateMachineAlias?, int, StateMachineAlias> change, CancellationToken cancellationToken) =>
        ChangeAsync(async () =>
        {
            var published = Of(_machines, stateMachineId);
            var before = published.Aliases.GetValueOrDefault(name);
            var alias = change(before, published.Aliases.Count);
            if (!ReferenceEquals(alias, before))
            {
                var stored = new StoredAlias(
                    alias.Description, [.. alias.Routes.Select(route => new StoredRoute(route.Version, route.Weight))], alias.CreatedAt, alias.UpdatedAt);
                await _store.WriteCatalogAsync([new(Name(alias), JsonSerializer.SerializeToUtf8Bytes(stored, CatalogJson.Default.StoredAlias))], cancellationToken);
                _machines = _machines.SetItem(stateMachineId, published.With(alias));
            }

            return alias;
        }, cancellationToken);

    public Task DeleteAliasAsync(StateMachineAlias alias, CancellationToken cancellationToken) =>
        ChangeAsync(async () =>
        {
            await _store.WriteCatalogAsync([new(Name(alias), null)], cancellationToken);
            var published = Of(_machines, alias.StateMachineId);
            _machines = _machines.SetItem(alias.StateMachineId, published with { Aliases = published.Aliases.Remove(alias.Name) });
            return true;
        }, cancellationToken);

    /// <summary>All versions and aliases of a state machine go with it.</summary>
    public Task DeleteAllAsync(long stateMachineId, CancellationToken cancellationToken) =>
        ChangeAsync(async () =>
        {
            if (_machines.TryGetValue(stateMachineId, out var published))
            {
                await _store.WriteCatalogAsync(
                    [
                        .. published.Versions.Values.Select(version => new CatalogEntry(Name(version), null)),
                        .. published.Aliases.Values.Select(alias => new CatalogEntry(Name(alias), null)),
                        new(LastName(stateMachineId), null),
                    ],
                    cancellationToken);
                _machines = _machines.Remove(stateMachineId);
            }

            return true;
        }, cancellationToken);

    public void Dispose() => _changes.Dispose();

    private static Published Of(ImmutableDictionary<long, Published> machines, long stateMachineId) => machines.GetValueOrDefault(stateMachineId, Published.Nothing);

    private static string Name(StateMachineVersion version) => string.Create(CultureInfo.InvariantCulture, $"{VersionPrefix}{version.StateMachineId}/{version.Number}");

    private static string Name(StateMachineAlias alias) => string.Create(CultureInfo.InvariantCulture, $"{AliasPrefix}{alias.StateMachineId}/{alias.Name}");

    private static string LastName(long stateMachineId) => string.Create(CultureInfo.InvariantCulture, $"{LastPrefix}{stateMachineId}/");

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static async Task<List<(long StateMachineId, string Key, byte[] Value)>> ReadAsync(IExecutionStore store, string prefix, CancellationToken cancellationToken)
    {
        var rows = new List<(long, string, byte[])>();
        foreach (var (name, value) in await store.ReadCatalogAsync(prefix, cancellationToken))
        {
            var slash = name.IndexOf('/', prefix.Length);
            rows.Add((long.Parse(name.AsSpan(prefix.Length, slash - prefix.Length), CultureInfo.InvariantCulture), name[(slash + 1)..], value!));
        }

        return rows;
    }

    private async Task<T> ChangeAsync<T>(Func<Task<T>> change, CancellationToken cancellationToken)
    {
        await _changes.WaitAsync(cancellationToken);
        try
        {
            return await change();
        }
        finally
        {
            _ = _changes.Release();
        }
    }

    /// <param name="Last">The highest number that was ever given out.</param>
    private sealed record Published(
        ImmutableSortedDictionary<int, StateMachineVersion> Versions, ImmutableSortedDictionary<string, StateMachineAlias> Aliases, int Last)
    {
        public static Published Nothing { get; } = new(
            ImmutableSortedDictionary<int, StateMachineVersion>.Empty, ImmutableSortedDictionary.Create<string, StateMachineAlias>(StringComparer.Ordinal), 0);

        public Published With(StateMachineVersion version) => this with { Versions = Versions.SetItem(version.Number, version), Last = Math.Max(Last, version.Number) };

        public Published With(StateMachineAlias alias) => this with { Aliases = Aliases.SetItem(alias.Name, alias) };
    }
}
