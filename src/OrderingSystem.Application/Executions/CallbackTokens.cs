using System.Text.Json;
using System.Text.Json.Nodes;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Executions;

/// <summary>
/// Task tokens in histories. A history holds them, inside the parameters of the tasks that wait with them; whoever may read a history must not be
/// able to resume by it. The definition says where: the places of a payload template that ask for <c>$$.Task.Token</c>.
/// </summary>
public static class CallbackTokens
{
    public const string Redacted = "(redacted)";

    /// <returns>The token of a callback's try, read from its recorded parameters; null where the template hands it on in another form.</returns>
    internal static TaskToken? Find(JsonObject? state, string? parameters)
    {
        var recorded = Parse(parameters);
        return Paths(state?["Parameters"] ?? state?["Arguments"])
            .Select(path => path.Aggregate(recorded, (node, member) => node is JsonObject inner ? inner[member] : null))
            .OfType<JsonValue>()
            .Select(value => value.TryGetValue<string>(out var text) && text.Length > 0 ? new TaskToken(text) : (TaskToken?)null)
            .FirstOrDefault(token => token is not null);
    }

    /// <summary>
    /// The event without tokens: of a callback the places that the definition names, and every text whose member is called a token; of any event
    /// whatever looks like one.
    /// </summary>
    public static HistoryEntry Redact(HistoryEntry entry, IReadOnlyList<IReadOnlyList<string>> paths)
    {
        if (entry.Text("parameters") is not { } parameters || !entry.IsCallback || Parse(parameters) is not JsonObject recorded)
        {
            return RedactByLooks(entry);
        }

        foreach (var path in paths)
        {
            var parent = path.Take(path.Count - 1).Aggregate((JsonNode?)recorded, (node, member) => node is JsonObject inner ? inner[member] : null);
            if (parent is JsonObject holder && holder[path[^1]] is JsonValue)
            {
                holder[path[^1]] = Redacted;
            }
        }

        RedactByName(recorded);
        var details = (JsonObject)entry.Details!.DeepClone();
        details["parameters"] = recorded.ToJsonString();
        return RedactByLooks(entry with { Details = details });
    }

    private static HistoryEntry RedactByLooks(HistoryEntry entry)
    {
        JsonObject? redacted = null;
        foreach (var member in entry.Details ?? [])
        {
            if (entry.Text(member.Key) is { } text && TaskTokenText.Redact(text) is var shown && shown != text)
            {
                redacted ??= (JsonObject)entry.Details!.DeepClone();
                redacted[member.Key] = shown;
            }
        }

        return redacted is null ? entry : entry with { Details = redacted };
    }

    /// <summary>Where the definition's callbacks put their tokens.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> PathsOf(string definition) =>
        [.. DefinitionStates.All(DefinitionStates.Parse(definition)).SelectMany(state => Paths(state.State["Parameters"] ?? state.State["Arguments"]))];

    private static IEnumerable<IReadOnlyList<string>> Paths(JsonNode? template)
    {
        if (template is not JsonObject members)
        {
            yield break;
        }

        foreach (var (name, value) in members)
        {
            if (value is JsonValue leaf && leaf.TryGetValue<string>(out var text))
            {
                if (name.EndsWith(".$", StringComparison.Ordinal) && text == "$$.Task.Token")
                {
                    yield return [name[..^2]];
                }
                else if (text.StartsWith("{%", StringComparison.Ordinal) && text.Contains("$states.context.Task.Token", StringComparison.Ordinal))
                {
                    yield return [name];
                }
            }

            foreach (var inner in Paths(value))
            {
                yield return [name, .. inner];
            }
        }
    }

    private static void RedactByName(JsonNode? node)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items)
            {
                RedactByName(item);
            }
        }

        if (node is not JsonObject members)
        {
            return;
        }

        foreach (var (name, value) in members.ToList())
        {
            if (name.EndsWith("token", StringComparison.OrdinalIgnoreCase) && value is JsonValue leaf && leaf.GetValueKind() == JsonValueKind.String)
            {
                members[name] = Redacted;
            }
            else
            {
                RedactByName(value);
            }
        }
    }

    private static JsonNode? Parse(string? text)
    {
        try
        {
            return text is null ? null : JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null; // cut off by the service: there is no token to find in it
        }
    }
}
