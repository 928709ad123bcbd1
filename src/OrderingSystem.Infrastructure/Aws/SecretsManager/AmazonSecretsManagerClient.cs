using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Amazon.SecretsManager.Model;
using Amazon.SecretsManager.Transport;
using OrderingSystem.Infrastructure.Aws.Shared;

namespace Amazon.SecretsManager;

/// <summary>Calls Secrets Manager over HTTP: JSON 1.1, Signature Version 4. Thread-safe; keep one per process.</summary>
public sealed class AmazonSecretsManagerClient : IAmazonSecretsManager
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BaseDelay = TimeSpan.FromMilliseconds(200);

    private readonly AWSCredentials _credentials;
    private readonly AmazonSecretsManagerConfig _config;
    private readonly TimeProvider _clock;
    private readonly Func<double> _jitter;
    private readonly Uri _endpoint;
    private readonly HttpClient _http;
    private readonly TimeSpan _timeout;

    /// <summary>Uses the SDK's default credential chain: environment, profile, container, instance.</summary>
    public AmazonSecretsManagerClient(AmazonSecretsManagerConfig config)
        : this(DefaultAWSCredentialsIdentityResolver.GetCredentials(config), config)
    {
    }

    public AmazonSecretsManagerClient(AWSCredentials credentials, AmazonSecretsManagerConfig config)
        : this(credentials, config, TimeProvider.System, () => RandomNumberGenerator.GetInt32(0, 1_000_001) / 1_000_000d)
    {
    }

    /// <param name="clock">The wall clock: signatures are dated by it, back-off waits on it.</param>
    /// <param name="jitter">Draws a fraction of the back-off, from 0 to 1.</param>
    internal AmazonSecretsManagerClient(AWSCredentials credentials, AmazonSecretsManagerConfig config, TimeProvider clock, Func<double> jitter)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        ArgumentNullException.ThrowIfNull(config);
        (_credentials, _config, _clock, _jitter) = (credentials, config, clock, jitter);
        _endpoint = config.ResolveEndpoint();
        _http = config.HttpClientFactory?.CreateHttpClient(config) ?? CreateHttpClient(config);
        _timeout = config.Timeout ?? DefaultTimeout;
    }

    /// <inheritdoc/>
    public async Task<GetSecretValueResponse> GetSecretValueAsync(GetSecretValueRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var body = JsonSerializer.SerializeToUtf8Bytes(new SecretQuestion(request.SecretId), SecretsJson.Default.SecretQuestion);
        for (var retry = 1; ; retry++)
        {
            try
            {
                return await SendAsync(request, body, cancellationToken);
            }
            catch (AmazonSecretsManagerException failure) when (retry <= _config.MaxErrorRetry && IsTransient(failure))
            {
                await Task.Delay(BaseDelay * Math.Pow(2, retry - 1) * _jitter(), _clock, cancellationToken);
            }
        }
    }

    public void Dispose() => _http.Dispose();

    private static bool IsTransient(AmazonSecretsManagerException failure) =>
        failure.StatusCode is default(HttpStatusCode) or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError
        || failure.ErrorCode is "ThrottlingException" or "InternalServiceError";

    private static HttpClient CreateHttpClient(AmazonSecretsManagerConfig config) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = config.ConnectTimeout ?? TimeSpan.FromSeconds(3),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5), // follows a change of DNS
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private static GetSecretValueResponse Read(HttpResponseMessage response, byte[] content)
    {
        try
        {
            var answer = JsonSerializer.Deserialize(content, SecretsJson.Default.SecretAnswer);
            return new GetSecretValueResponse
            {
                SecretString = answer?.SecretString,
                VersionId = answer?.VersionId,
                HttpStatusCode = response.StatusCode,
                ResponseMetadata = new ResponseMetadata { RequestId = RequestIdOf(response) },
            };
        }
        catch (JsonException broken)
        {
            throw new AmazonSecretsManagerException("GetSecretValue: the answer is not what Secrets Manager answers.", broken);
        }
    }

    private static AmazonSecretsManagerException ReadError(HttpResponseMessage response, byte[] content)
    {
        var refusal = RefusalOf(content);
        return new AmazonSecretsManagerException(
            refusal?.Message ?? refusal?.PlainMessage ?? $"Secrets Manager answered {(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd(),
            response.StatusCode < HttpStatusCode.InternalServerError ? ErrorType.Sender : ErrorType.Receiver,
            refusal?.Type?.Split('#')[^1],
            RequestIdOf(response),
            response.StatusCode);
    }

    private static SecretRefusal? RefusalOf(byte[] content)
    {
        try
        {
            return JsonSerializer.Deserialize(content, SecretsJson.Default.SecretRefusal);
        }
        catch (JsonException)
        {
            return null; // an error page of something in between; the status says what can be said
        }
    }

    private static string? RequestIdOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues("x-amzn-RequestId", out var values) ? values.FirstOrDefault() : null;

    private async Task<GetSecretValueResponse> SendAsync(GetSecretValueRequest request, byte[] body, CancellationToken cancellationToken)
    {
        var call = new UnsignedCall(request, "AmazonSecretsManager", "/", body, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Content-Type"] = "application/x-amz-json-1.1",
            ["X-Amz-Target"] = "secretsmanager.GetSecretValue",
        });
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
            throw new AmazonSecretsManagerException(
                $"GetSecretValue: {_endpoint.Authority} could not be reached or broke off its answer: {failure.Message}", failure);
        }
        catch (OperationCanceledException cancelled) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new AmazonSecretsManagerException(
                $"GetSecretValue: no answer from {_endpoint.Authority} within {_timeout.TotalSeconds} seconds.", new TimeoutException(cancelled.Message, cancelled));
        }
    }
}
