using System.Text.Json.Nodes;

namespace OrderingSystem.Infra.Tests;

/// <summary>Questions to CloudFormation templates.</summary>
internal static class Templates
{
    public static IEnumerable<Resource> ResourcesOf(this Synthesis synthesis, string type) => synthesis.AllResources().Where(resource => resource.Type == type);

    public static IEnumerable<Resource> AllResources(this Synthesis synthesis) =>
        from template in synthesis.Templates
        from entry in template.Value["Resources"]!.AsObject()
        select new Resource(template.Key, entry.Key, (string)entry.Value!["Type"]!, entry.Value.AsObject());

    /// <summary>What stands at a path of members; null where there is nothing.</summary>
    public static JsonNode? At(this JsonNode? node, params string[] path)
    {
        foreach (var member in path)
        {
            node = node is JsonObject fields && fields.TryGetPropertyValue(member, out var next) ? next : null;
        }

        return node;
    }

    /// <summary>The elements of an array, or the single value in its place.</summary>
    public static IEnumerable<JsonNode> Many(this JsonNode? node) => node switch
    {
        null => [],
        JsonArray array => array.Select(element => element!),
        var single => [single],
    };

    internal sealed record Resource(string Stack, string Id, string Type, JsonObject Json)
    {
        public JsonNode? Properties => Json[nameof(Properties)];

        public override string ToString() => $"{Stack}/{Id}";
    }
}
