using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Definition;

/// <summary>The item processor of a Map state as the text of a definition of its own.</summary>
public static class ProcessorText
{
    /// <param name="definition">A definition that was read without errors.</param>
    /// <param name="stateName">Of the Map state, wherever it stands.</param>
    /// <exception cref="ArgumentException">There is no such state.</exception>
    public static string Of(string definition, string stateName)
    {
        var machine = (JsonObject)JsonValue.Parse(definition);
        var processor = Find(machine, stateName) ?? throw new ArgumentException($"'{stateName}' is no Map state of this definition.", nameof(stateName));
        return JsonObject.Of(
            ("Comment", processor["Comment"]),
            ("QueryLanguage", machine["QueryLanguage"]),
            ("StartAt", processor["StartAt"]),
            ("States", processor["States"])).ToString();
    }

    private static JsonObject? Find(JsonObject graph, string stateName)
    {
        foreach (var (name, value) in (JsonObject)graph["States"]!)
        {
            var state = (JsonObject)value;
            var processor = (state["ItemProcessor"] ?? state["Iterator"]) as JsonObject;
            if (name == stateName && processor is not null)
            {
                return processor;
            }

            var below = state["Branches"] is JsonArray branches ? branches.Cast<JsonObject>() : processor is not null ? [processor] : [];
            if (below.Select(inner => Find(inner, stateName)).FirstOrDefault(found => found is not null) is { } deeper)
            {
                return deeper;
            }
        }

        return null;
    }
}
