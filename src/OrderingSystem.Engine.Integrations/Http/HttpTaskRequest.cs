using System.Text;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.Engine.Integrations.Http;

/// <summary>Makes the request of an HTTP Task from its parameters and from what its connection adds to every request.</summary>
internal static class HttpTaskRequest
{
    /// <param name="always">What the connection adds; null for nothing.</param>
    /// <param name="region">Named in the User-Agent.</param>
    /// <exception cref="FormatException">The parameters do not make a request; the message says why.</exception>
    public static HttpRequestMessage Build(JsonObject parameters, InvocationHttpParameters? always, string region)
    {
        var url = new UriBuilder(((JsonString)parameters["ApiEndpoint"]!).Value);
        var query = Pairs(parameters["QueryParameters"] as JsonObject).Concat((always?.QueryStringParameters ?? []).Select(p => KeyValuePair.Create(p.Key, p.Value)));
        url.Query = string.Join('&', new[] { url.Query.TrimStart('?') }.Where(text => text.Length > 0).Concat(query.Select(Encode)));

        var request = new HttpRequestMessage(Method(parameters), url.Uri) { Content = Body(parameters, always) };
        foreach (var (name, value) in Pairs(parameters["Headers"] as JsonObject).Concat((always?.HeaderParameters ?? []).Select(p => KeyValuePair.Create(p.Key, p.Value))))
        {
            if (name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))
            {
                _ = request.Content?.Headers.Remove(name);
            }

            if (!request.Headers.TryAddWithoutValidation(name, value) && request.Content?.Headers.TryAddWithoutValidation(name, value) != true)
            {
                throw new FormatException($"The header '{name}' cannot be sent");
            }
        }

        // As the service sets them, whatever the task says.
        _ = request.Headers.Remove("User-Agent");
        _ = request.Headers.TryAddWithoutValidation("User-Agent", $"Amazon|StepFunctions|HttpInvoke|{region}");
        _ = request.Headers.Remove("Range");
        _ = request.Headers.TryAddWithoutValidation("Range", "bytes=0-262144");
        return request;
    }

    private static HttpMethod Method(JsonObject parameters) => ((JsonString)parameters["Method"]!).Value is "GET" or "POST" or "PUT" or "DELETE" or "PATCH" or "OPTIONS" or "HEAD"
        ? HttpMethod.Parse(((JsonString)parameters["Method"]!).Value)
        : throw new FormatException("Method must be one of GET, POST, PUT, DELETE, PATCH, OPTIONS and HEAD");

    private static StringContent? Body(JsonObject parameters, InvocationHttpParameters? always)
    {
        var body = parameters["RequestBody"];
        foreach (var parameter in always?.BodyParameters ?? [])
        {
            body = (body as JsonObject ?? JsonObject.Empty).With(parameter.Key, JsonValue.Of(parameter.Value));
        }

        if (body is null)
        {
            return null;
        }

        if ((parameters["Transform"] as JsonObject)?["RequestBodyEncoding"] is JsonString { Value: "URL_ENCODED" })
        {
            return body is JsonObject form
                ? new StringContent(string.Join('&', Flatten(form, Format(parameters)).Select(Encode)), Encoding.UTF8, "application/x-www-form-urlencoded")
                : throw new FormatException("A RequestBody that is URL_ENCODED must be an object");
        }

        return body is JsonString { Value: var text } ? new StringContent(text, Encoding.UTF8, "text/plain") : new StringContent(body.ToString(), Encoding.UTF8, "application/json");
    }

    private static string Format(JsonObject parameters) =>
        ((parameters["Transform"] as JsonObject)?["RequestEncodingOptions"] as JsonObject)?["ArrayFormat"] is JsonString { Value: var format } ? format : "INDICES";

    /// <summary><c>a=1</c>, <c>b[c]=2</c>, and arrays as <c>d[0]=3</c> (INDICES), <c>d[]=3</c> (BRACKETS), <c>d=3&amp;d=4</c> (REPEAT) or <c>d=3,4</c> (COMMAS).</summary>
    private static IEnumerable<KeyValuePair<string, string>> Flatten(JsonObject form, string format) => form.SelectMany(member => Flatten(member.Key, member.Value, format));

    private static IEnumerable<KeyValuePair<string, string>> Flatten(string name, JsonValue value, string format) => value switch
    {
        JsonObject inner => inner.SelectMany(member => Flatten($"{name}[{member.Key}]", member.Value, format)),
        JsonArray items when format == "COMMAS" => [new(name, string.Join(',', items.Select(Text)))],
        JsonArray items => items.SelectMany((item, index) => Flatten(format switch { "BRACKETS" => name + "[]", "REPEAT" => name, _ => $"{name}[{index}]" }, item, format)),
        _ => [new(name, Text(value))],
    };

    private static IEnumerable<KeyValuePair<string, string>> Pairs(JsonObject? members) => (members ?? JsonObject.Empty).SelectMany(member =>
        member.Value is JsonArray values ? values.Select(value => KeyValuePair.Create(member.Key, Text(value))) : [KeyValuePair.Create(member.Key, Text(member.Value))]);

    private static string Text(JsonValue value) => value is JsonString { Value: var text } ? text : value.ToString();

    private static string Encode(KeyValuePair<string, string> pair) => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}";
}
