using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrderingSystem.Engine.Integrations.Http;

/// <summary>
/// Connections by the name that <c>InvocationConfig.ConnectionArn</c> gives, or by the ARN itself. The file holds an object: the connection's name, and what
/// EventBridge's CreateConnection takes for it.
/// </summary>
/// <example><c>{ "shop": { "AuthorizationType": "BASIC", "AuthParameters": { "BasicAuthParameters": { "Username": "u", "Password": "p" } } } }</c></example>
public sealed class HttpConnections
{
    /// <summary>Names the file with the connections.</summary>
    public const string Variable = "HTTP_CONNECTIONS";

    private readonly Dictionary<string, HttpConnection> _connections;

    private HttpConnections(Dictionary<string, HttpConnection> connections) => _connections = connections;

    public static HttpConnections None { get; } = new([]);

    /// <exception cref="FormatException">The text is no such object; the message says what is wrong.</exception>
    public static HttpConnections Parse(string json)
    {
        try
        {
            var connections = JsonSerializer.Deserialize(json, HttpConnectionsJson.Default.DictionaryStringHttpConnection)
                ?? throw new FormatException("The connections are no JSON object.");
            foreach (var (name, connection) in connections)
            {
                connection.Check(name);
            }

            return new HttpConnections(connections);
        }
        catch (JsonException broken)
        {
            throw new FormatException($"The connections are not as EventBridge's CreateConnection has them: {broken.Message}", broken);
        }
    }

    /// <param name="arn"><c>arn:aws:events:{region}:{account}:connection/{name}/{id}</c>, or the name alone.</param>
    internal HttpConnection? Find(string arn) =>
        _connections.GetValueOrDefault(arn) ?? (arn.Split('/') is [_, var name, ..] ? _connections.GetValueOrDefault(name) : null);
}

/// <remarks>EventBridge API Reference, CreateConnection.</remarks>
internal sealed record HttpConnection(string AuthorizationType, HttpAuthParameters? AuthParameters)
{
    /// <exception cref="FormatException">What its type needs is missing.</exception>
    public void Check(string name)
    {
        var problem = AuthorizationType switch
        {
            "BASIC" when AuthParameters?.BasicAuthParameters is { Username: not null, Password: not null } => null,
            "API_KEY" when AuthParameters?.ApiKeyAuthParameters is { ApiKeyName: not null, ApiKeyValue: not null } => null,
            "OAUTH_CLIENT_CREDENTIALS" when AuthParameters?.OAuthParameters is { AuthorizationEndpoint: not null, ClientParameters: { ClientID: not null, ClientSecret: not null } } => null,
            "BASIC" => "needs AuthParameters.BasicAuthParameters with Username and Password",
            "API_KEY" => "needs AuthParameters.ApiKeyAuthParameters with ApiKeyName and ApiKeyValue",
            "OAUTH_CLIENT_CREDENTIALS" => "needs AuthParameters.OAuthParameters with AuthorizationEndpoint and ClientParameters",
            _ => $"has AuthorizationType '{AuthorizationType}', which is none of BASIC, API_KEY and OAUTH_CLIENT_CREDENTIALS",
        };
        if (problem is not null)
        {
            throw new FormatException($"Connection '{name}' {problem}.");
        }
    }

    public override string ToString() => $"HttpConnection({AuthorizationType}, redacted)";
}

internal sealed record HttpAuthParameters(
    BasicAuthParameters? BasicAuthParameters, ApiKeyAuthParameters? ApiKeyAuthParameters, OAuthParameters? OAuthParameters, InvocationHttpParameters? InvocationHttpParameters);

internal sealed record BasicAuthParameters(string Username, string Password);

internal sealed record ApiKeyAuthParameters(string ApiKeyName, string ApiKeyValue);

internal sealed record OAuthParameters(Uri AuthorizationEndpoint, string? HttpMethod, OAuthClientParameters ClientParameters, InvocationHttpParameters? OAuthHttpParameters);

internal sealed record OAuthClientParameters([property: JsonPropertyName("ClientID")] string ClientID, string ClientSecret);

/// <summary>What goes with every request of a connection.</summary>
internal sealed record InvocationHttpParameters(
    IReadOnlyList<HttpParameter>? HeaderParameters, IReadOnlyList<HttpParameter>? QueryStringParameters, IReadOnlyList<HttpParameter>? BodyParameters);

internal sealed record HttpParameter(string Key, string Value);

[JsonSourceGenerationOptions(UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip)]
[JsonSerializable(typeof(Dictionary<string, HttpConnection>))]
internal sealed partial class HttpConnectionsJson : JsonSerializerContext;
