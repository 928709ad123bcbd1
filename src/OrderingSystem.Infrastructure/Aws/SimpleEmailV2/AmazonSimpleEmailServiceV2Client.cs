using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Amazon.SimpleEmailV2.Model;
using Amazon.SimpleEmailV2.Transport;
using OrderingSystem.Infrastructure.Aws.Shared;

namespace Amazon.SimpleEmailV2;

/// <summary>Calls SES over HTTP: REST with JSON, Signature Version 4, one pool of connections per client. Thread-safe; keep one per process.</summary>
public sealed class AmazonSimpleEmailServiceV2Client : IAmazonSimpleEmailServiceV2
{
    private const string Path = "/v2/email/outbound-emails";
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(20);

    private readonly AWSCredentials _credentials;
    private readonly AmazonSimpleEmailServiceV2Config _config;
    private readonly TimeProvider _clock;
    private readonly Uri _endpoint;
    private readonly HttpClient _http;
    private readonly TimeSpan _timeout;

    /// <summary>Uses the SDK's default credential chain: environment, profile, container, instance.</summary>
    public AmazonSimpleEmailServiceV2Client(AmazonSimpleEmailServiceV2Config config)
        : this(DefaultAWSCredentialsIdentityResolver.GetCredentials(config), config)
    {
    }

    public AmazonSimpleEmailServiceV2Client(AWSCredentials credentials, AmazonSimpleEmailServiceV2Config config)
        : this(credentials, config, TimeProvider.System)
    {
    }

    /// <param name="clock">The wall clock: signatures are dated by it.</param>
    internal AmazonSimpleEmailServiceV2Client(AWSCredentials credentials, AmazonSimpleEmailServiceV2Config config, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        ArgumentNullException.ThrowIfNull(config);
        (_credentials, _config, _clock) = (credentials, config, clock);
        _endpoint = config.ResolveEndpoint();
        _http = config.HttpClientFactory?.CreateHttpClient(config) ?? CreateHttpClient(config);
        _timeout = config.Timeout ?? DefaultTimeout;
    }

    /// <inheritdoc/>
    public async Task<SendEmailResponse> SendEmailAsync(SendEmailRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var body = JsonSerializer.SerializeToUtf8Bytes(request, SesJson.Default.SendEmailRequest);
        var call = new UnsignedCall(request, "AmazonSimpleEmailServiceV2", Path, body, new Dictionary<string, string>(StringComparer.Ordinal) { ["Content-Type"] = "application/json" });
        using var message = RequestSigner.Sign(call, _endpoint, _config, await _credentials.GetCredentialsAsync(), _clock.GetUtcNow());
        using var timeout = new CancellationTokenSource(_timeout, _clock);
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            using var response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, attempt.Token);
            var content = await response.Content.ReadAsByteArrayAsync(attempt.Token);
            return response.IsSuccessStatusCode ? Read(response, content) : throw ReadError(response, content);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            throw new AmazonSimpleEmailServiceV2Exception(
                $"SendEmail: {_endpoint.Authority} could not be reached or broke off its answer: {failure.Message}", failure);
        }
        catch (OperationCanceledException cancelled) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new AmazonSimpleEmailServiceV2Exception(
                $"SendEmail: no answer from {_endpoint.Authority} within {_timeout.TotalSeconds} seconds.", new TimeoutException(cancelled.Message, cancelled));
        }
    }

    public void Dispose() => _http.Dispose();

    private static HttpClient CreateHttpClient(AmazonSimpleEmailServiceV2Config config) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = config.ConnectTimeout ?? TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5), // follows a change of DNS
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(50), // below the service's own idle limit
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private static SendEmailResponse Read(HttpResponseMessage response, byte[] content)
    {
        try
        {
            var answer = JsonSerializer.Deserialize(content, SesJson.Default.SendEmailAnswer);
            return new SendEmailResponse
            {
                MessageId = answer?.MessageId,
                HttpStatusCode = response.StatusCode,
                ContentLength = content.Length,
                ResponseMetadata = new ResponseMetadata { RequestId = HeaderOf(response, "x-amzn-RequestId") },
            };
        }
        catch (JsonException broken)
        {
            throw new AmazonSimpleEmailServiceV2Exception("SendEmail: the answer is not what SES answers.", broken);
        }
    }

    private static AmazonSimpleEmailServiceV2Exception ReadError(HttpResponseMessage response, byte[] content) => new(
        MessageOf(content) ?? $"SES answered {(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd(),
        response.StatusCode < HttpStatusCode.InternalServerError ? ErrorType.Sender : ErrorType.Receiver,
        HeaderOf(response, "x-amzn-ErrorType")?.Split(':')[0],
        HeaderOf(response, "x-amzn-RequestId"),
        response.StatusCode);

    private static string? MessageOf(byte[] content)
    {
        try
        {
            return JsonSerializer.Deserialize(content, SesJson.Default.ErrorAnswer)?.Message;
        }
        catch (JsonException)
        {
            return null; // an error page of something in between; the status says what can be said
        }
    }

    private static string? HeaderOf(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
