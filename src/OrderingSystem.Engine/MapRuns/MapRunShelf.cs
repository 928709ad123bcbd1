using System.Globalization;
using System.Text;
using System.Text.Json;
using OrderingSystem.Engine.Catalog;
using OrderingSystem.Engine.Stores;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.Engine.MapRuns;

/// <summary>
/// Map runs in the store's catalog: <c>map-run/{execution}/{run}</c> the record, <c>map-run-arn/{arn}</c> the way to it,
/// <c>map-run-open/{execution}/{run}</c> while it goes on, <c>map-run-items/{execution}/{run}/{chunk}</c> the items.
/// </summary>
internal sealed class MapRunShelf(IExecutionStore store)
{
    private const string Records = "map-run/";
    private const string Open = "map-run-open/";
    private const string Items = "map-run-items/";

    public Task WriteAsync(MapRunRecord record, CancellationToken cancellationToken)
    {
        var key = Key(record.ParentId, record.MapRunId);
        return store.WriteCatalogAsync(
            [
                new CatalogEntry(Records + key, JsonSerializer.SerializeToUtf8Bytes(record, CatalogJson.Default.MapRunRecord)),
                new CatalogEntry(CatalogEntry.MapRunByArn(record.Arn), Encoding.UTF8.GetBytes(key)),
                new CatalogEntry(Open + key, record.Status == MapRunStatus.Running ? [] : null),
            ],
            cancellationToken);
    }

    public async Task<MapRunRecord?> FindAsync(long parentId, long mapRunId, CancellationToken cancellationToken) =>
        await ReadAsync(Records + Key(parentId, mapRunId), cancellationToken) is { } value ? Read(value) : null;

    public async Task<MapRunRecord?> FindAsync(string arn, CancellationToken cancellationToken) =>
        await ReadAsync(CatalogEntry.MapRunByArn(arn), cancellationToken) is { } key && await ReadAsync(Records + Encoding.UTF8.GetString(key), cancellationToken) is { } value
            ? Read(value)
            : null;

    /// <summary>The runs of an execution, in the order of their start.</summary>
    public async Task<IReadOnlyList<MapRunRecord>> OfExecutionAsync(long parentId, CancellationToken cancellationToken) =>
        [.. (await store.ReadCatalogAsync(Records + Prefix(parentId), cancellationToken)).Select(entry => Read(entry.Value!))];

    /// <summary>Runs that had not ended when the engine stopped.</summary>
    public async Task<IReadOnlyList<(long ParentId, long MapRunId)>> ReadOpenAsync(CancellationToken cancellationToken) =>
        [.. (await store.ReadCatalogAsync(Open, cancellationToken)).Select(entry =>
        {
            var parts = entry.Name[Open.Length..].Split('/');
            return (long.Parse(parts[0], CultureInfo.InvariantCulture), long.Parse(parts[1], CultureInfo.InvariantCulture));
        })];

    /// <param name="utf8">As <see cref="ItemChunk"/> describes.</param>
    public Task WriteItemsAsync(MapRunRecord record, int chunk, byte[] utf8, CancellationToken cancellationToken) =>
        store.WriteCatalogAsync([new CatalogEntry(ChunkName(record, chunk), utf8)], cancellationToken);

    public async Task<ItemChunk> ReadItemsAsync(MapRunRecord record, int chunk, CancellationToken cancellationToken)
    {
        var name = ChunkName(record, chunk);
        var value = await ReadAsync(name, cancellationToken) ?? throw new StoredDataCorruptException("meta", name, "the items of a Map run are gone");
        return new ItemChunk(record.Items!.FirstChildren[chunk], (JsonArray)JsonValue.Parse(value));
    }

    public Task DeleteItemsAsync(MapRunRecord record, CancellationToken cancellationToken) => record.Items is { FirstChildren.Count: > 0 and var count }
        ? store.WriteCatalogAsync([.. Enumerable.Range(0, count).Select(chunk => new CatalogEntry(ChunkName(record, chunk), null))], cancellationToken)
        : Task.CompletedTask;

    private static MapRunRecord Read(byte[] value) => JsonSerializer.Deserialize(value, CatalogJson.Default.MapRunRecord)!;

    private static string Prefix(long parentId) => string.Create(CultureInfo.InvariantCulture, $"{parentId}/");

    /// <summary>Numbers of equal length, so that the order of names is that of numbers.</summary>
    private static string Key(long parentId, long mapRunId) => Prefix(parentId) + mapRunId.ToString("D12", CultureInfo.InvariantCulture);

    private static string ChunkName(MapRunRecord record, int chunk) =>
        $"{Items}{Key(record.ParentId, record.MapRunId)}/{chunk.ToString("D9", CultureInfo.InvariantCulture)}";

    private async Task<byte[]?> ReadAsync(string name, CancellationToken cancellationToken) =>
        (await store.ReadCatalogAsync(name, cancellationToken)).FirstOrDefault(entry => entry.Name == name)?.Value;
}
