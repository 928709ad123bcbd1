using System.Net;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.Engine.Integrations.Aws;

/// <summary>What a service answered.</summary>
/// <param name="Headers">In the order they came.</param>
internal sealed record AwsAnswer(HttpStatusCode Status, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    public string RequestId => Header("x-amzn-RequestId") ?? Header("x-amz-request-id") ?? "n/a";

    public string? Header(string name) => Headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>What optimised integrations show of the answer beside its content.</summary>
    /// <param name="requestId">Where the headers do not have it.</param>
    public (JsonObject HttpMetadata, JsonObject ResponseMetadata) Metadata(string? requestId = null)
    {
        var (all, first) = (new JsonObject.Builder(Headers.Count), new JsonObject.Builder(Headers.Count));
        foreach (var (name, value) in Headers)
        {
            _ = all.Set(name, new JsonArray(JsonValue.Of(value)));
            _ = first.Set(name, JsonValue.Of(value));
        }

        return (
            JsonObject.Of(("AllHttpHeaders", all.ToObject()), ("HttpHeaders", first.ToObject()), ("HttpStatusCode", JsonValue.Of((int)Status))),
            JsonObject.Of(("RequestId", JsonValue.Of(requestId ?? RequestId))));
    }

    /// <summary>The content's members with the metadata among them, by name, as the service shows them.</summary>
    public Payload Show(JsonObject content, string? requestId = null)
    {
        var (http, response) = Metadata(requestId);
        var members = content.Append(new("SdkHttpMetadata", http)).Append(new("SdkResponseMetadata", response));
        var shown = new JsonObject.Builder(content.Count + 2);
        foreach (var (name, value) in members.OrderBy(member => member.Key, StringComparer.Ordinal))
        {
            _ = shown.Set(name, value);
        }

        return Payload.FromValue(shown.ToObject());
    }
}
