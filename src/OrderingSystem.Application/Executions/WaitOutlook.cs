using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrderingSystem.Application.Executions;

/// <summary>When a Wait state ends, where its definition and its input tell.</summary>
internal static class WaitOutlook
{
    /// <returns>Null where the end is computed by an expression.</returns>
    public static DateTimeOffset? EndOf(JsonObject? state, HistoryEntry entered)
    {
        if (state is null)
        {
            return null;
        }

        if (Seconds(state["Seconds"] ?? At(entered, state["SecondsPath"])) is { } seconds)
        {
            return entered.At.AddSeconds(seconds);
        }

        return (state["Timestamp"] ?? At(entered, state["TimestampPath"])) is JsonValue value
            && value.TryGetValue<string>(out var text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end)
            ? end
            : null;
    }

    private static double? Seconds(JsonNode? node) => node is JsonValue value && value.TryGetValue<double>(out var seconds) ? seconds : null;

    /// <summary>A plain reference path, <c>$.a.b</c>, into the state's input.</summary>
    private static JsonNode? At(HistoryEntry entered, JsonNode? path)
    {
        if (path?.ToString() is not { } text || !text.StartsWith("$.", StringComparison.Ordinal) || entered.Text("input") is not { } input)
        {
            return null;
        }

        try
        {
            return text[2..].Split('.').Aggregate(JsonNode.Parse(input), (node, member) => node is JsonObject inner ? inner[member] : null);
        }
        catch (JsonException)
        {
            return null; // an input that the service has cut off
        }
    }
}
