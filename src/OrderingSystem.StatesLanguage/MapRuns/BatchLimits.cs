using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.MapRuns;

/// <summary>How items are put together for one child.</summary>
/// <param name="MaxItems">Items of one child; null for no bound.</param>
/// <param name="MaxInputBytes">UTF-8 bytes of one child's input; a child's input never exceeds what an execution takes.</param>
/// <param name="BatchInput">Given to each child beside its items; null for none.</param>
/// <remarks>Step Functions Developer Guide, "ItemBatcher (Map)".</remarks>
public sealed record BatchLimits(long? MaxItems, long MaxInputBytes, JsonValue? BatchInput)
{
    private long _frameBytes = -1;

    /// <param name="itemBatcher"><see cref="MapRunPlan.ItemBatcher"/>.</param>
    public static BatchLimits Of(Payload itemBatcher)
    {
        ArgumentNullException.ThrowIfNull(itemBatcher);
        var batcher = (JsonObject)itemBatcher.Value;
        var bytes = Number(batcher, "MaxInputBytesPerBatch");
        return new BatchLimits(Number(batcher, "MaxItemsPerBatch"), Math.Min(bytes ?? Payload.MaxBytes, Payload.MaxBytes), batcher["BatchInput"]);
    }

    /// <summary>The input of a child: <c>{ "BatchInput": …, "Items": [ … ] }</c>.</summary>
    public Payload InputOf(IEnumerable<JsonValue> items) =>
        Payload.FromValue(JsonObject.Of(("BatchInput", BatchInput), ("Items", new JsonArray([.. items]))));

    /// <summary>The inputs of the children that all items make.</summary>
    public IEnumerable<Payload> InputsOf(IEnumerable<Payload> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        var (batch, bytes) = (new List<JsonValue>(), 0L);
        foreach (var item in items)
        {
            if (!HasRoom(batch.Count, bytes, item.Bytes))
            {
                yield return InputOf(batch);
                (batch, bytes) = ([], 0);
            }

            batch.Add(item.Value);
            bytes += item.Bytes;
        }

        if (batch.Count > 0)
        {
            yield return InputOf(batch);
        }
    }

    /// <summary>Whether one more item goes into a batch; the first always does.</summary>
    /// <param name="count">Items in the batch.</param>
    /// <param name="itemBytes">UTF-8 bytes of these items together.</param>
    /// <param name="nextBytes">UTF-8 bytes of the item that might follow.</param>
    public bool HasRoom(int count, long itemBytes, long nextBytes)
    {
        if (_frameBytes < 0)
        {
            _frameBytes = InputOf([]).Bytes;
        }

        return count == 0 || (!(count >= MaxItems) && _frameBytes + itemBytes + nextBytes + count <= MaxInputBytes); // a comma between two items
    }

    /// <summary>0, as the service has it, is no bound.</summary>
    private static long? Number(JsonObject batcher, string name) => batcher[name] is JsonNumber { Double: > 0 and var value } ? (long)value : null;
}
