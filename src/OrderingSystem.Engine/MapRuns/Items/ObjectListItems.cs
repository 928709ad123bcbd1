using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.Engine.MapRuns.Items;

/// <summary>The objects of a bucket themselves, as <c>s3:listObjectsV2</c> describes them.</summary>
internal static class ObjectListItems
{
    public static async IAsyncEnumerable<JsonValue> ReadAsync(IAsyncEnumerable<StoredObject> objects)
    {
        await foreach (var stored in objects)
        {
            yield return JsonObject.Of(
                ("Etag", JsonValue.Of(stored.ETag)),
                ("Key", JsonValue.Of(stored.Key)),
                ("LastModified", JsonValue.Of(stored.LastModified.ToUnixTimeSeconds())),
                ("Size", JsonValue.Of(stored.Size)),
                ("StorageClass", JsonValue.Of("STANDARD")));
        }
    }
}
