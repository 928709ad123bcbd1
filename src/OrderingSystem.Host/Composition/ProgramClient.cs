using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;
using OrderingSystem.Host.Configuration;

namespace OrderingSystem.Host.Composition;

/// <summary>Calls the admin API as any program does: with a token that it gets by client credentials, and anew before it expires.</summary>
public static class ProgramClient
{
    /// <param name="url">The admin API's address.</param>
    /// <param name="dataFolder">Whose <c>credentials.json</c> names the client.</param>
    public static HttpClient Create(Uri url, string dataFolder, TimeSpan? timeout = null)
    {
        var credentials = CredentialsFile.ReadOrCreate(dataFolder, HostSettings.Region).Client;
        return new HttpClient(new TokenHandler(url, credentials), disposeHandler: true) { BaseAddress = url, Timeout = timeout ?? TimeSpan.FromSeconds(100) };
    }

    private sealed class TokenHandler(Uri url, ClientCredentials credentials) : DelegatingHandler(new SocketsHttpHandler())
    {
        private static readonly TimeSpan Early = TimeSpan.FromMinutes(1);

        private readonly SemaphoreSlim _one = new(1);
        private (string Token, DateTimeOffset RenewAt)? _current;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(cancellationToken));
            return await base.SendAsync(request, cancellationToken);
        }

        protected override void Dispose(bool disposing)
        {
            _one.Dispose();
            base.Dispose(disposing);
        }

        private async Task<string> TokenAsync(CancellationToken cancellationToken)
        {
            await _one.WaitAsync(cancellationToken);
            try
            {
                var now = TimeProvider.System.GetUtcNow();
                if (_current is not { } current || current.RenewAt <= now)
                {
                    var answer = await RequestAsync(cancellationToken);
                    current = (answer.AccessToken, now + TimeSpan.FromSeconds(answer.ExpiresIn) - Early);
                    _current = current;
                }

                return current.Token;
            }
            finally
            {
                _one.Release();
            }
        }

        private async Task<TokenAnswer> RequestAsync(CancellationToken cancellationToken)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(url, "/connect/token"))
            {
                Content = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", credentials.ClientId), new("client_secret", credentials.ClientSecret)]),
            };
            using var response = await base.SendAsync(request, cancellationToken);
            response.EnsureSuccessStatusCode();
            return await JsonSerializer.DeserializeAsync(await response.Content.ReadAsStreamAsync(cancellationToken), TokenAnswerJson.Default.TokenAnswer, cancellationToken)
                ?? throw new HttpRequestException("The token endpoint answered with nothing.");
        }
    }
}

internal sealed record TokenAnswer(string AccessToken, int ExpiresIn);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(TokenAnswer))]
internal sealed partial class TokenAnswerJson : JsonSerializerContext;
