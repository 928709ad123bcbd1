using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace OrderingSystem.EndToEnd.Tests;

/// <summary>Signs in by client credentials, as any program does: with what <c>credentials.json</c> of the data folder says.</summary>
internal static class HostClient
{
    /// <summary>Gets its token with the first request.</summary>
    public static HttpClient SignedIn(Uri adminUrl, string dataFolder, TimeSpan? timeout = null) =>
        new(new TokenHandler(adminUrl, dataFolder), disposeHandler: true) { BaseAddress = adminUrl, Timeout = timeout ?? TimeSpan.FromSeconds(100) };

    private sealed class TokenHandler(Uri adminUrl, string dataFolder) : DelegatingHandler(new SocketsHttpHandler())
    {
        private string? _token;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            _token ??= await GetTokenAsync(cancellationToken);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
            return await base.SendAsync(request, cancellationToken);
        }

        private async Task<string> GetTokenAsync(CancellationToken cancellationToken)
        {
            using var credentials = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(dataFolder, "credentials.json"), cancellationToken));
            var client = credentials.RootElement.GetProperty("client");
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(adminUrl, "/connect/token"))
            {
                Content = new FormUrlEncodedContent(
                [
                    new("grant_type", "client_credentials"),
                    new("client_id", client.GetProperty("client_id").GetString()),
                    new("client_secret", client.GetProperty("client_secret").GetString()),
                ]),
            };
            using var answer = await base.SendAsync(request, cancellationToken);
            answer.EnsureSuccessStatusCode();
            using var tokens = await answer.Content.ReadFromJsonAsync<JsonDocument>(cancellationToken);
            return tokens!.RootElement.GetProperty("access_token").GetString()!;
        }
    }
}
