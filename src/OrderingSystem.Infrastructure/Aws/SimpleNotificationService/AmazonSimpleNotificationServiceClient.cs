using System.Net;
using System.Security.Cryptography;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Amazon.SimpleNotificationService.Model;
using Amazon.SimpleNotificationService.Transport;
using OrderingSystem.Infrastructure.Aws.Shared;

namespace Amazon.SimpleNotificationService;

/// <summary>Calls SNS over HTTP: query protocol, Signature Version 4, one pool of connections per client. Thread-safe; keep one per process.</summary>
public sealed class AmazonSimpleNotificationServiceClient : IAmazonSimpleNotificationService
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan BaseDelay = TimeSpan.FromMilliseconds(200);

    private readonly AWSCredentials _credentials;
    private readonly AmazonSimpleNotificationServiceConfig _config;
    private readonly TimeProvider _clock;
    private readonly Func<double> _jitter;
    private readonly Uri _endpoint;
    private readonly HttpClient _http;
    private readonly TimeSpan _timeout;

    /// <summary>Uses the SDK's default credential chain: environment, profile, container, instance.</summary>
    public AmazonSimpleNotificationServiceClient(AmazonSimpleNotificationServiceConfig config)
        : this(DefaultAWSCredentialsIdentityResolver.GetCredentials(config), config)
    {
    }

    public AmazonSimpleNotificationServiceClient(AWSCredentials credentials, AmazonSimpleNotificationServiceConfig config)
        : this(credentials, config, TimeProvider.System, () => RandomNumberGenerator.GetInt32(0, 1_000_001) / 1_000_000d)
    {
    }

    /// <param name="clock">The wall clock: signatures are dated by it, back-off waits on it.</param>
    /// <param name="jitter">Draws a fraction of the back-off, from 0 to 1.</param>
    internal AmazonSimpleNotificationServiceClient(
        AWSCredentials credentials, AmazonSimpleNotificationServiceConfig config, TimeProvider clock, Func<double> jitter)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        ArgumentNullException.ThrowIfNull(config);
        (_credentials, _config, _clock, _jitter) = (credentials, config, clock, jitter);
        _endpoint = config.ResolveEndpoint();
        _http = config.HttpClientFactory?.CreateHttpClient(config) ?? CreateHttpClient(config);
        _timeout = config.Timeout ?? DefaultTimeout;
    }

    /// <inheritdoc/>
    public async Task<PublishResponse> PublishAsync(PublishRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var body = QueryRequest.BodyOf(request);
        for (var retry = 1; ; retry++)
        {
            try
            {
                return await SendAsync(request, body, cancellationToken);
            }
            catch (AmazonSimpleNotificationServiceException failure) when (retry <= _config.MaxErrorRetry && IsTransient(failure))
            {
                await Task.Delay(BaseDelay * Math.Pow(2, retry - 1) * _jitter(), _clock, cancellationToken);
            }
        }
    }

    public void Dispose() => _http.Dispose();

    private static bool IsTransient(AmazonSimpleNotificationServiceException failure) =>
        failure.StatusCode is default(HttpStatusCode) or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError
        || failure.ErrorCode is "Throttling" or "Throttled" or "ThrottlingException" or "RequestTimeout";

    private static HttpClient CreateHttpClient(AmazonSimpleNotificationServiceConfig config) => new(new SocketsHttpHandler
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

    private async Task<PublishResponse> SendAsync(PublishRequest request, byte[] body, CancellationToken cancellationToken)
    {
        var signer = await _credentials.GetCredentialsAsync();
        var call = new UnsignedCall(request, "AmazonSimpleNotificationService", "/", body, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Content-Type"] = "application/x-www-form-urlencoded; charset=utf-8",
        });
        using var message = RequestSigner.Sign(call, _endpoint, _config, signer, _clock.GetUtcNow());
        using var timeout = new CancellationTokenSource(_timeout, _clock);
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            using var response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, attempt.Token);
            var content = await response.Content.ReadAsByteArrayAsync(attempt.Token);
            return response.IsSuccessStatusCode ? QueryAnswer.Read(response.StatusCode, content) : throw QueryAnswer.ReadError(response, content);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            throw new AmazonSimpleNotificationServiceException(
                $"Publish: {_endpoint.Authority} could not be reached or broke off its answer: {failure.Message}", failure);
        }
        catch (OperationCanceledException cancelled) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new AmazonSimpleNotificationServiceException(
                $"Publish: no answer from {_endpoint.Authority} within {_timeout.TotalSeconds} seconds.", new TimeoutException(cancelled.Message, cancelled));
        }
    }
}
