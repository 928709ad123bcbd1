using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.MapRuns;

namespace OrderingSystem.Engine.MapRuns.Items;

/// <summary>JSON Lines: a value on each line; empty lines are passed over.</summary>
internal static class JsonLineItems
{
    public static async IAsyncEnumerable<JsonValue> ReadAsync(Stream content, ItemSource source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(content);
        for (var number = 1; await reader.ReadLineAsync(cancellationToken) is { } line; number++)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return Parse(line, number);
            }
        }
    }

    private static JsonValue Parse(string line, int number)
    {
        try
        {
            return JsonValue.Parse(line);
        }
        catch (JsonException broken)
        {
            throw new JsonException(string.Create(CultureInfo.InvariantCulture, $"line {number} is not JSON: {broken.Message}"), broken);
        }
    }
}
