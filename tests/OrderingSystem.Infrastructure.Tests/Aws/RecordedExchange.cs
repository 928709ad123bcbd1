using System.Net;
using System.Text;
using Amazon.Runtime;

namespace OrderingSystem.Infrastructure.Tests.Aws;

/// <summary>Answers a client's requests from a script, and keeps what was asked.</summary>
internal sealed class RecordedExchange : HttpMessageHandler
{
    private readonly Queue<Func<CancellationToken, Task<HttpResponseMessage>>> _answers = new();

    public List<(Uri Uri, IReadOnlyDictionary<string, string> Headers, string Body)> Requests { get; } = [];

    public static AWSCredentials Credentials { get; } = new BasicAWSCredentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");

    public HttpClientFactory AsFactory => new Factory(this);

    public RecordedExchange Answers(HttpStatusCode status, string body, params (string Name, string Value)[] headers)
    {
        _answers.Enqueue(_ =>
        {
            var response = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8) };
            foreach (var (name, value) in headers)
            {
                response.Headers.TryAddWithoutValidation(name, value);
            }

            return Task.FromResult(response);
        });
        return this;
    }

    public RecordedExchange Fails(HttpRequestError error)
    {
        _answers.Enqueue(_ => Task.FromException<HttpResponseMessage>(new HttpRequestException(error)));
        return this;
    }

    public RecordedExchange Hangs()
    {
        _answers.Enqueue(async cancellationToken =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            throw new InvalidOperationException("Nothing but cancellation ends this wait.");
        });
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = await request.Content!.ReadAsStringAsync(cancellationToken);
        var headers = request.Headers.Concat(request.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(',', header.Value), StringComparer.OrdinalIgnoreCase);
        Requests.Add((request.RequestUri!, headers, body));
        return await _answers.Dequeue()(cancellationToken);
    }

    private sealed class Factory(HttpMessageHandler handler) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(handler, disposeHandler: false);
    }
}
