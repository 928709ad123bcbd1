using System.Globalization;
using System.Text.Json.Nodes;

namespace OrderingSystem.AdminApi.Tests.Routes;

/// <summary>Holds answers against the schemas of the OpenAPI document that the server itself gives.</summary>
internal sealed class DocumentedAnswers(JsonNode document)
{
    private static DocumentedAnswers? _read;

    /// <summary>From the first server that is asked: they all give the same document, and making it takes longer than a test.</summary>
    public static async Task<DocumentedAnswers> ReadAsync(ApiServer api) =>
        _read ??= new(JsonNode.Parse(await api.Client.GetStringAsync(AdminApi.OpenApi.ApiDocument.Path))!);

    /// <summary>The media types that the document has for an answer; none where it does not have the answer.</summary>
    public IReadOnlyList<string> MediaTypesOf(ApiRoute route, int status) => [.. ContentOf(route, status)?.Select(content => content.Key) ?? []];

    /// <returns>What is wrong with a JSON answer, by its place; empty where it is as documented.</returns>
    public IReadOnlyList<string> Check(ApiRoute route, int status, string json)
    {
        var schema = ContentOf(route, status)?["application/json"]?["schema"]?.AsObject()
            ?? throw new InvalidOperationException($"{route.Method} {route.Pattern} documents no JSON for {status}.");
        return [.. new SchemaCheck(document).Check(schema, JsonNode.Parse(json), "$")];
    }

    private JsonObject? ContentOf(ApiRoute route, int status) =>
        document["paths"]?[route.Pattern]?[route.Method.ToLowerInvariant()]?["responses"]?[status.ToString(CultureInfo.InvariantCulture)]?["content"]?.AsObject();
}
