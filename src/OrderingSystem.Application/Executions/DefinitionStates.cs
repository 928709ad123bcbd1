using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrderingSystem.Application.Executions;

/// <summary>Looks into a definition, as far as telling an execution's story needs it. The engine's own reader is not asked: on AWS there is none.</summary>
internal static class DefinitionStates
{
    /// <returns>Null where the text is no JSON object.</returns>
    public static JsonObject? Parse(string definition)
    {
        try
        {
            return JsonNode.Parse(definition) as JsonObject;
        }
        catch (JsonException)
        {
            return null; // shown as it is elsewhere; nothing can be derived from it
        }
    }

    /// <summary>The state of that name, wherever it is nested: names are unique within a definition.</summary>
    public static JsonObject? Find(JsonObject? definition, string name) =>
        All(definition).FirstOrDefault(state => state.Name == name).State;

    public static IEnumerable<(string Name, JsonObject State)> All(JsonObject? machine)
    {
        if (machine?["States"] is not JsonObject states)
        {
            yield break;
        }

        foreach (var (name, node) in states)
        {
            if (node is not JsonObject state)
            {
                continue;
            }

            yield return (name, state);
            var inner = (state["Branches"] as JsonArray ?? []).Append(state["ItemProcessor"]).Append(state["Iterator"]);
            foreach (var nested in inner.OfType<JsonObject>().SelectMany(All))
            {
                yield return nested;
            }
        }
    }
}
