namespace OrderingSystem.Engine.Api.Security;

/// <summary>A query string in the one form that both sides hash: decoded once, encoded by RFC 3986, sorted.</summary>
internal static class CanonicalQuery
{
    /// <summary>A plus sign is a plus sign: only percent escapes are decoded.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Decode(string query)
    {
        var parameters = new List<KeyValuePair<string, string>>();
        foreach (var part in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            parameters.Add(new(
                Uri.UnescapeDataString(equals < 0 ? part : part[..equals]),
                equals < 0 ? string.Empty : Uri.UnescapeDataString(part[(equals + 1)..])));
        }

        return parameters;
    }

    public static string Of(string query) => string.Join('&', Decode(query)
        .Where(parameter => parameter.Key != "X-Amz-Signature")
        .Select(parameter => (Name: Uri.EscapeDataString(parameter.Key), Value: Uri.EscapeDataString(parameter.Value)))
        .OrderBy(parameter => parameter.Name, StringComparer.Ordinal)
        .ThenBy(parameter => parameter.Value, StringComparer.Ordinal)
        .Select(parameter => $"{parameter.Name}={parameter.Value}"));
}
