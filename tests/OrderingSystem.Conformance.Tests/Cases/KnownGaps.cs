using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.Conformance.Tests.Cases;

/// <summary>The cases that are not passed yet, each with its reason: <c>known-gaps.json</c>, <c>{ "case id": "reason" }</c>.</summary>
internal static class KnownGaps
{
    public static IReadOnlyDictionary<string, string> Read()
    {
        using var source = typeof(KnownGaps).Assembly.GetManifestResourceStream("OrderingSystem.Conformance.Tests.known-gaps.json")
            ?? throw new InvalidOperationException("known-gaps.json is not embedded.");
        using var text = new MemoryStream();
        source.CopyTo(text);
        return ((JsonObject)JsonValue.Parse(text.ToArray())).ToDictionary(gap => gap.Key, gap => ((JsonString)gap.Value).Value, StringComparer.Ordinal);
    }
}
