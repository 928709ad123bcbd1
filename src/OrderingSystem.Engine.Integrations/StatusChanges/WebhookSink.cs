using System.Net.Http.Headers;
using OrderingSystem.Engine.StatusChanges;

namespace OrderingSystem.Engine.Integrations.StatusChanges;

/// <summary>
/// Posts each event to a URL. Any 2xx answer takes it; anything else, and no answer in time, makes it come again. The header <c>X-Event-Id</c> repeats the event's
/// id, by which a receiver knows what it has taken before.
/// </summary>
public sealed class WebhookSink : IStatusChangeSink, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http;
    private readonly Uri _url;

    /// <param name="url">http or https. A user and password in it are sent as basic authentication.</param>
    public WebhookSink(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = Patience };
        if (url.UserInfo.Length > 0)
        {
            var credentials = System.Text.Encoding.UTF8.GetBytes(Uri.UnescapeDataString(url.UserInfo));
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(credentials));
        }

        _url = new UriBuilder(url) { UserName = string.Empty, Password = string.Empty }.Uri;
    }

    public async Task PublishAsync(StatusChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        using var request = new HttpRequestMessage(HttpMethod.Post, _url) { Content = new ReadOnlyMemoryContent(change.Utf8Json) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("X-Event-Id", change.Id);
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"{_url} answered {(int)response.StatusCode}.");
        }
    }

    public void Dispose() => _http.Dispose();
}
