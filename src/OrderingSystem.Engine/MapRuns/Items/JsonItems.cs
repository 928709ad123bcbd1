using System.Runtime.CompilerServices;
using System.Text.Json;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.MapRuns;

namespace OrderingSystem.Engine.MapRuns.Items;

/// <summary>The elements of a JSON array: of the whole text, read as it streams in, or of the array that ItemsPointer names inside an object.</summary>
internal static class JsonItems
{
    public static async IAsyncEnumerable<JsonValue> ReadAsync(Stream content, ItemSource source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (source.ItemsPointer is { Length: > 0 } pointer)
        {
            using var document = await JsonDocument.ParseAsync(content, new JsonDocumentOptions { MaxDepth = JsonValue.MaxDepth }, cancellationToken);
            foreach (var element in Find(document.RootElement, pointer).EnumerateArray())
            {
                yield return JsonValue.Parse(element.GetRawText());
            }

            yield break;
        }

        await foreach (var element in JsonSerializer.DeserializeAsyncEnumerable(content, ItemJson.Default.JsonElement, topLevelValues: false, cancellationToken))
        {
            yield return JsonValue.Parse(element.GetRawText());
        }
    }

    /// <remarks>RFC 6901.</remarks>
    private static JsonElement Find(JsonElement root, string pointer)
    {
        var found = root;
        foreach (var part in pointer.TrimStart('/').Split('/'))
        {
            var name = part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty(name, out found))
            {
                throw new JsonException($"the ItemsPointer '{pointer}' leads to nothing");
            }
        }

        return found.ValueKind == JsonValueKind.Array ? found : throw new JsonException($"the ItemsPointer '{pointer}' leads to no array");
    }
}
