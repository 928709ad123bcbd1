using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.Conformance.Tests.Comparison;

/// <summary>One event of a history, recorded or ours.</summary>
/// <param name="AlternativePreviousId">What AWS emits today where the recording is older; null where there is no such case.</param>
internal sealed record RecordedEvent(string Type, long Id, long PreviousId, long? AlternativePreviousId, JsonObject Details)
{
    private static readonly string[] NotDetails = ["id", "previousEventId", "altPreviousEventId", "timestamp", "ResponseMetadata"];

    public static RecordedEvent Of(JsonObject document)
    {
        var details = new JsonObject.Builder();
        foreach (var (name, value) in document)
        {
            if (!NotDetails.Contains(name, StringComparer.Ordinal))
            {
                details.Set(name, value);
            }
        }

        return new RecordedEvent(((JsonString)document["type"]!).Value, Number(document, "id") ?? 0, Number(document, "previousEventId") ?? 0,
            Number(document, "altPreviousEventId"), details.ToObject());
    }

    private static long? Number(JsonObject document, string name) => document[name] is JsonNumber number && number.TryGetInteger(out var value) ? value : null;
}
