using OrderingSystem.Engine.Api.Protocol;

namespace OrderingSystem.Engine.Api.Security;

/// <summary>What a request says of its own signature, from its <c>Authorization</c> header or (a presigned URL) its query string.</summary>
/// <param name="Scope">Access key id, date, region, service and terminator, as in <c>AKID/20260102/us-east-1/states/aws4_request</c>.</param>
/// <param name="Date">As sent, in the form 20260102T030405Z.</param>
/// <param name="ExpiresSeconds">How long a presigned request is good for; null for a signature in the header.</param>
internal sealed record SignatureParameters(
    string[] Scope, string[] SignedHeaders, string Signature, string Date, string? SessionToken, int? ExpiresSeconds)
{
    private const string Algorithm = "AWS4-HMAC-SHA256";
    private const int MaxExpiresSeconds = 604_800;

    private static readonly string[] HeaderParts = ["Credential", "Signature", "SignedHeaders"];
    private static readonly string[] QueryParts = ["X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Signature", "X-Amz-SignedHeaders", "X-Amz-Date"];

    /// <exception cref="RequestRefusedException">Missing, incomplete or contradictory, in AWS's words.</exception>
    public static SignatureParameters Of(SignedRequest request)
    {
        var authorization = request.Header("Authorization")?.Trim();
        var query = CanonicalQuery.Decode(request.Query);
        var isPresigned = query.Any(parameter => parameter.Key == "X-Amz-Algorithm");
        if (authorization is not null && isPresigned)
        {
            throw Invalid("Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.");
        }

        if (isPresigned)
        {
            return OfQuery(query);
        }

        return authorization is not null && authorization.StartsWith("AWS4-", StringComparison.Ordinal)
            ? OfHeader(request, authorization)
            : throw new RequestRefusedException("MissingAuthenticationTokenException", "Missing Authentication Token");
    }

    private static SignatureParameters OfHeader(SignedRequest request, string authorization)
    {
        var space = authorization.IndexOf(' ', StringComparison.Ordinal);
        var algorithm = space < 0 ? authorization : authorization[..space];
        if (algorithm != Algorithm)
        {
            throw Incomplete($"Unsupported AWS 'algorithm': '{algorithm}'");
        }

        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in authorization[algorithm.Length..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1 || !parts.TryAdd(part[..equals], part[(equals + 1)..]))
            {
                throw Incomplete($"'{part}' not a valid key=value pair (missing equal-sign) in Authorization header: '{authorization}'.");
            }
        }

        var missing = string.Concat(HeaderParts
            .Where(name => !parts.TryGetValue(name, out var value) || value.Length == 0)
            .Select(name => $"Authorization header requires '{name}' parameter. "));
        var date = request.Header("X-Amz-Date") ?? request.Header("Date");
        if (date is null)
        {
            missing += "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ";
        }

        if (missing.Length > 0)
        {
            throw Incomplete($"{missing}Authorization={authorization}");
        }

        return new SignatureParameters(
            ScopeOf(parts["Credential"]),
            SignedHeadersOf(parts["SignedHeaders"]),
            parts["Signature"],
            date!,
            request.Header("X-Amz-Security-Token"),
            ExpiresSeconds: null);
    }

    private static SignatureParameters OfQuery(IReadOnlyList<KeyValuePair<string, string>> query)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in query)
        {
            if (!values.TryAdd(name, value) && name.StartsWith("X-Amz-", StringComparison.Ordinal))
            {
                throw Incomplete($"AWS query-string parameter '{name}' is given more than once.");
            }
        }

        var missing = string.Concat(QueryParts
            .Where(name => !values.TryGetValue(name, out var value) || value.Length == 0)
            .Select(name => $"AWS query-string parameters must include '{name}'. "));
        if (missing.Length > 0)
        {
            throw Incomplete(missing + "Re-examine the query-string parameters.");
        }

        if (values["X-Amz-Algorithm"] != Algorithm)
        {
            throw Incomplete($"Unsupported AWS 'algorithm': '{values["X-Amz-Algorithm"]}'");
        }

        var expires = values.GetValueOrDefault("X-Amz-Expires", "300");
        if (!int.TryParse(expires, out var seconds) || seconds is < 0 or > MaxExpiresSeconds)
        {
            throw Invalid($"X-Amz-Expires must be a whole number of seconds from 0 to {MaxExpiresSeconds}, got '{expires}'.");
        }

        return new SignatureParameters(
            ScopeOf(values["X-Amz-Credential"]),
            SignedHeadersOf(values["X-Amz-SignedHeaders"]),
            values["X-Amz-Signature"],
            values["X-Amz-Date"],
            values.GetValueOrDefault("X-Amz-Security-Token"),
            seconds);
    }

    private static string[] ScopeOf(string credential)
    {
        var scope = credential.Split('/');
        return scope.Length == 5
            ? scope
            : throw Incomplete($"Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '{credential}'");
    }

    private static string[] SignedHeadersOf(string signedHeaders) => signedHeaders.ToLowerInvariant().Split(';');

    private static RequestRefusedException Incomplete(string message) => new("IncompleteSignatureException", message);

    private static RequestRefusedException Invalid(string message) => new("InvalidSignatureException", message);
}
