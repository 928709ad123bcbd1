using System.Globalization;
using System.Runtime.CompilerServices;
using CsvHelper;
using CsvHelper.Configuration;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.MapRuns;

namespace OrderingSystem.Engine.MapRuns.Items;

/// <summary>The rows of a CSV file, each an object of texts named after the columns.</summary>
/// <remarks>As recorded from the service: fields beyond the headers are dropped, missing ones are empty.</remarks>
internal static class CsvItems
{
    public static async IAsyncEnumerable<JsonValue> ReadAsync(Stream content, ItemSource source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var headers = source.Headers;
        if (headers is not null)
        {
            RequireDistinct(headers);
        }

        using var parser = new CsvParser(new StreamReader(content), new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = source.Delimiter.ToString(),
            BadDataFound = null, // a quotation mark inside a field is part of it
        });
        while (await parser.ReadAsync())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var fields = parser.Record!;
            if (headers is null)
            {
                RequireDistinct(headers = fields);
                continue;
            }

            var row = new JsonObject.Builder(headers.Count);
            for (var i = 0; i < headers.Count; i++)
            {
                _ = row.Set(headers[i], JsonValue.Of(i < fields.Length ? fields[i] : string.Empty));
            }

            yield return row.ToObject();
        }
    }

    private static void RequireDistinct(IReadOnlyList<string> headers)
    {
        if (headers.Distinct(StringComparer.Ordinal).Count() != headers.Count)
        {
            throw MapRunFailure.Reader("CSV headers cannot contain duplicates.");
        }
    }
}
