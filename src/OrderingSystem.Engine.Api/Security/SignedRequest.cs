using Microsoft.AspNetCore.Http;

namespace OrderingSystem.Engine.Api.Security;

/// <summary>The parts of an HTTP request that a signature covers, as they arrived.</summary>
/// <param name="Path">Percent-encoded, as on the request line.</param>
/// <param name="Query">Without the question mark, percent-encoded.</param>
internal sealed record SignedRequest(string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers)
{
    /// <param name="rawTarget">The request line's target, where the server keeps it and it is a path: nothing decoded, nothing merged.</param>
    public static SignedRequest Of(HttpRequest request, string? rawTarget)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in request.Headers)
        {
            headers[name] = string.Join(',', values.Select(value => value ?? string.Empty));
        }

        var target = rawTarget is not ['/', ..] ? request.Path.ToUriComponent() + request.QueryString.ToUriComponent() : rawTarget;
        var question = target.IndexOf('?', StringComparison.Ordinal);
        return new SignedRequest(
            request.Method,
            question < 0 ? target : target[..question],
            question < 0 ? string.Empty : target[(question + 1)..],
            headers);
    }

    /// <summary>The header's values joined by commas, or null; HTTP/2's <c>:authority</c> is the host.</summary>
    public string? Header(string name) => Headers.TryGetValue(name == ":authority" ? "Host" : name, out var value) ? value : null;
}
