using System.Net;
using System.Text;
using Amazon.Runtime;
using Amazon.StepFunctions;

namespace OrderingSystem.Infrastructure.Tests.Aws.StepFunctions;

/// <summary>Answers the client's requests from a script, and keeps what was asked.</summary>
internal sealed class StubTransport : HttpMessageHandler
{
    private readonly Queue<Func<CancellationToken, Task<HttpResponseMessage>>> _answers = new();

    public List<SentRequest> Requests { get; } = [];

    public StubTransport Answers(HttpStatusCode status, string body, params (string Name, string Value)[] headers)
    {
        _answers.Enqueue(cancellationToken =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            var response = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/x-amz-json-1.0") };
            foreach (var (name, value) in headers)
            {
                _ = response.Headers.TryAddWithoutValidation(name, value);
            }

            return Task.FromResult(response);
        });
        return this;
    }

    public StubTransport Fails(Exception failure)
    {
        _answers.Enqueue(_ => Task.FromException<HttpResponseMessage>(failure));
        return this;
    }

    public StubTransport Hangs()
    {
        _answers.Enqueue(async cancellationToken =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            throw new InvalidOperationException("Nothing but cancellation ends this wait.");
        });
        return this;
    }

    public AmazonStepFunctionsClient CreateClient(TimeProvider clock, AWSCredentials? credentials = null, Action<AmazonStepFunctionsConfig>? configure = null)
    {
        var config = new AmazonStepFunctionsConfig
        {
            ServiceURL = "http://127.0.0.1:8083",
            AuthenticationRegion = "eu-west-1",
            HttpClientFactory = new Factory(this),
        };
        configure?.Invoke(config);
        return new AmazonStepFunctionsClient(
            credentials ?? new BasicAWSCredentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"), config, clock, jitter: () => 0);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = await request.Content!.ReadAsStringAsync(cancellationToken);
        var headers = request.Headers.Concat(request.Content.Headers).ToDictionary(header => header.Key, header => string.Join(',', header.Value), StringComparer.OrdinalIgnoreCase);
        Requests.Add(new SentRequest(request.RequestUri!, headers, body));
        return await _answers.Dequeue()(cancellationToken);
    }

    internal sealed record SentRequest(Uri Uri, IReadOnlyDictionary<string, string> Headers, string Body);

    private sealed class Factory(HttpMessageHandler handler) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(handler, disposeHandler: false);
    }
}
