using System.Text;
using OrderingSystem.Engine.Tasks;

namespace OrderingSystem.Engine.Integrations.Http;

/// <summary>Requests and responses as TestState shows them.</summary>
internal static class HttpExchanges
{
    public static async Task<HttpExchangeRequest> OfAsync(HttpRequestMessage request, CancellationToken cancellationToken) => new(
        request.RequestUri!.Scheme,
        request.Method.Method,
        request.RequestUri.AbsoluteUri,
        [.. request.Headers.NonValidated.Select(header => KeyValuePair.Create(header.Key, header.Value.ToString()))],
        request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken));

    public static HttpExchangeResponse Of(HttpResponseMessage response, byte[] body, string protocol) => new(
        protocol,
        (int)response.StatusCode,
        response.ReasonPhrase ?? string.Empty,
        [.. response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated).Select(header => KeyValuePair.Create(header.Key.ToLowerInvariant(), header.Value.ToString()))],
        Encoding.UTF8.GetString(body));
}
