using System.Buffers;
using System.Globalization;
using System.Text;
using OrderingSystem.Engine.MapRuns.Items;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.MapRuns;

namespace OrderingSystem.Engine.MapRuns;

/// <summary>
/// Reads all items of a run once, puts them together in batches where the state asks for it, and stores them: what the source holds afterwards,
/// or after a crash, changes nothing.
/// </summary>
/// <param name="select">What an item is to its child; fails where the state's ItemSelector does.</param>
internal sealed class ItemPlanner(MapRunShelf shelf, MapRunRecord record, Func<MapItem, Payload> select)
{
    private const int ChunkBytes = 256 * 1024;

    private readonly ArrayBufferWriter<byte> _chunk = new(ChunkBytes);
    private readonly List<int> _firstChildren = [];
    private int _items;
    private int _children;

    /// <exception cref="MapRunFailure">The items cannot be read, or one cannot be selected.</exception>
    public async Task<ItemLayout> RunAsync(MapRunPlan plan, IObjectStore? objects, CancellationToken cancellationToken)
    {
        var limits = plan.ItemBatcher is null ? null : BatchLimits.Of(plan.ItemBatcher);
        var (batch, batchBytes) = (new List<JsonValue>(), 0L);
        await foreach (var item in ItemReading.ReadAsync(plan, objects, cancellationToken))
        {
            var bytes = limits is null ? 0 : select(new MapItem(_items + batch.Count, item)).Bytes;
            if (batch.Count > 0 && limits?.HasRoom(batch.Count, batchBytes, bytes) != true)
            {
                await AddAsync(batch, cancellationToken);
                (batch, batchBytes) = ([], 0);
            }

            batch.Add(item);
            batchBytes += bytes;
        }

        if (batch.Count > 0)
        {
            await AddAsync(batch, cancellationToken);
        }

        await FlushAsync(cancellationToken);
        return new ItemLayout(_items, _children, _firstChildren, limits is not null);
    }

    private async Task AddAsync(List<JsonValue> items, CancellationToken cancellationToken)
    {
        if (_chunk.WrittenCount == 0)
        {
            _firstChildren.Add(_children);
            _chunk.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"[{_items}")));
        }

        _chunk.Write(","u8);
        new JsonArray([.. items]).WriteTo(_chunk);
        (_items, _children) = (_items + items.Count, _children + 1);
        if (_chunk.WrittenCount >= ChunkBytes)
        {
            await FlushAsync(cancellationToken);
        }
    }

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_chunk.WrittenCount > 0)
        {
            _chunk.Write("]"u8);
            await shelf.WriteItemsAsync(record, _firstChildren.Count - 1, _chunk.WrittenSpan.ToArray(), cancellationToken);
            _chunk.Clear();
        }
    }
}
