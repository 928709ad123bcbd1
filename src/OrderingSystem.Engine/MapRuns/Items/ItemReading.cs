using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.MapRuns;

namespace OrderingSystem.Engine.MapRuns.Items;

/// <summary>Reads the items of a Map run one after the other, however many they are.</summary>
internal static class ItemReading
{
    /// <param name="objects">Null where the engine was started without an object store.</param>
    /// <exception cref="MapRunFailure"><c>States.ItemReaderFailed</c>.</exception>
    public static async IAsyncEnumerable<JsonValue> ReadAsync(
        MapRunPlan plan, IObjectStore? objects, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (plan.ItemReader is null)
        {
            foreach (var item in (JsonArray)plan.Items.Value)
            {
                yield return item;
            }

            yield break;
        }

        var source = SourceOf(plan.ItemReader);
        var store = objects ?? throw MapRunFailure.Reader("This engine has no object store to read items from.");
        await using var items = Open(source, store, cancellationToken).GetAsyncEnumerator(cancellationToken);
        for (var count = 0L; (source.MaxItems == 0 || count < source.MaxItems) && await MoveNextAsync(items, source); count++)
        {
            yield return items.Current;
        }
    }

    /// <summary>All items of a text that stands for the source.</summary>
    /// <exception cref="MapRunFailure">It is not what the source's form says.</exception>
    public static async Task<JsonArray> ReadTextAsync(ItemSource form, string text, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var all = form.Format switch
        {
            ItemFormat.Csv => CsvItems.ReadAsync(content, form, cancellationToken),
            ItemFormat.JsonLines => JsonLineItems.ReadAsync(content, form, cancellationToken),
            _ => JsonItems.ReadAsync(content, form, cancellationToken),
        };
        await using var items = all.GetAsyncEnumerator(cancellationToken);
        var read = new List<JsonValue>();
        while (await MoveNextAsync(items, form))
        {
            read.Add(items.Current);
        }

        return new JsonArray([.. read]);
    }

    private static ItemSource SourceOf(Payload itemReader)
    {
        try
        {
            return ItemSource.Of(itemReader);
        }
        catch (JsonException wrong)
        {
            throw MapRunFailure.Reader(wrong.Message, wrong);
        }
    }

    private static IAsyncEnumerable<JsonValue> Open(ItemSource source, IObjectStore objects, CancellationToken cancellationToken) => source.Format switch
    {
        ItemFormat.ObjectList => ObjectListItems.ReadAsync(objects.ListAsync(source.Bucket, source.Prefix, cancellationToken)),
        ItemFormat.Csv => ReadObjectAsync(source, objects, CsvItems.ReadAsync, cancellationToken),
        ItemFormat.JsonLines => ReadObjectAsync(source, objects, JsonLineItems.ReadAsync, cancellationToken),
        _ => ReadObjectAsync(source, objects, JsonItems.ReadAsync, cancellationToken),
    };

    private static async IAsyncEnumerable<JsonValue> ReadObjectAsync(
        ItemSource source, IObjectStore objects, Func<Stream, ItemSource, CancellationToken, IAsyncEnumerable<JsonValue>> read,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var content = await objects.OpenAsync(source.Bucket, source.Key!, source.VersionId, cancellationToken);
        await foreach (var item in read(content, source, cancellationToken))
        {
            yield return item;
        }
    }

    private static async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<JsonValue> items, ItemSource source)
    {
        try
        {
            return await items.MoveNextAsync();
        }
        catch (Exception failure) when (failure is JsonException or ObjectStoreException or IOException or CsvHelper.CsvHelperException)
        {
            var told = failure is ObjectStoreException ? failure.Message : $"The items of {source.Uri} cannot be read: {failure.Message}";
            throw MapRunFailure.Reader(told, failure);
        }
    }
}
