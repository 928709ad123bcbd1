using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.Engine.Integrations.Http;

/// <summary>Puts a connection's credentials on requests; access tokens are asked for once and used until shortly before they expire.</summary>
internal sealed class HttpAuthorization(HttpClient http, TimeProvider wallClock)
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<HttpConnection, (string Token, DateTimeOffset ExpiresAt)> _tokens = new();

    /// <exception cref="HttpRequestException">The authorization endpoint did not give a token.</exception>
    public async Task AuthorizeAsync(HttpRequestMessage request, HttpConnection connection, CancellationToken cancellationToken)
    {
        switch (connection.AuthParameters)
        {
            case { BasicAuthParameters: { } basic } when connection.AuthorizationType == "BASIC":
                request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{basic.Username}:{basic.Password}")));
                break;
            case { ApiKeyAuthParameters: { } key } when connection.AuthorizationType == "API_KEY":
                _ = request.Headers.TryAddWithoutValidation(key.ApiKeyName, key.ApiKeyValue);
                break;
            case { OAuthParameters: { } oauth }:
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(connection, oauth, cancellationToken));
                break;
            default:
                throw new InvalidOperationException($"A connection of type {connection.AuthorizationType} was let through its check.");
        }
    }

    /// <summary>A token that was refused is not used again.</summary>
    public void Forget(HttpConnection connection) => _ = _tokens.TryRemove(connection, out _);

    private async Task<string> TokenAsync(HttpConnection connection, OAuthParameters oauth, CancellationToken cancellationToken)
    {
        if (_tokens.TryGetValue(connection, out var known) && known.ExpiresAt > wallClock.GetUtcNow())
        {
            return known.Token;
        }

        var form = new Dictionary<string, string>(StringComparer.Ordinal) { ["grant_type"] = "client_credentials" };
        foreach (var parameter in oauth.OAuthHttpParameters?.BodyParameters ?? [])
        {
            form[parameter.Key] = parameter.Value;
        }

        form["client_id"] = oauth.ClientParameters.ClientID;
        form["client_secret"] = oauth.ClientParameters.ClientSecret;
        using var request = new HttpRequestMessage(HttpMethod.Parse(oauth.HttpMethod ?? "POST"), oauth.AuthorizationEndpoint) { Content = new FormUrlEncodedContent(form) };
        foreach (var parameter in oauth.OAuthHttpParameters?.HeaderParameters ?? [])
        {
            _ = request.Headers.TryAddWithoutValidation(parameter.Key, parameter.Value);
        }

        using var response = await http.SendAsync(request, cancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        if (!response.IsSuccessStatusCode || !JsonValue.TryParse(body, out var value) || value is not JsonObject answer || answer["access_token"] is not JsonString { Value: var token })
        {
            throw new HttpRequestException($"The authorization endpoint {oauth.AuthorizationEndpoint} gave no access token (HTTP status {(int)response.StatusCode})");
        }

        var seconds = answer["expires_in"] is JsonNumber { Double: > 0 and < 1e8 } lifetime ? lifetime.Double : 60;
        _tokens[connection] = (token, wallClock.GetUtcNow() + TimeSpan.FromSeconds(seconds) - Margin);
        return token;
    }
}
