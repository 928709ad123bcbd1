using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;
using OrderingSystem.Infrastructure.Aws.Shared;

namespace Amazon.StepFunctions.Transport;

/// <summary>One operation from request object to response object: serialise, sign, send, retry, read the answer or the error.</summary>
internal sealed class OperationInvoker(
    AWSCredentials credentials, AmazonStepFunctionsConfig config, TimeProvider clock, RetryRule retryRule) : IDisposable
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(100);

    private readonly Uri _endpoint = config.ResolveEndpoint();
    private readonly HttpClient _http = config.HttpClientFactory?.CreateHttpClient(config) ?? CreateHttpClient(config);
    private readonly TimeSpan _timeout = config.Timeout ?? DefaultTimeout;

    /// <exception cref="AmazonStepFunctionsException">The last attempt was refused or not answered.</exception>
    public async Task<TResponse> InvokeAsync<TRequest, TResponse>(
        Operation<TRequest, TResponse> operation, TRequest request, CancellationToken cancellationToken)
        where TRequest : AmazonWebServiceRequest
        where TResponse : AmazonWebServiceResponse
    {
        ArgumentNullException.ThrowIfNull(request);
        var body = JsonSerializer.SerializeToUtf8Bytes(request, operation.RequestJson);
        for (var retry = 1; ; retry++)
        {
            try
            {
                return await SendAsync(operation, request, body, cancellationToken);
            }
            catch (AmazonStepFunctionsException failure) when (retryRule.DelayBefore(retry, failure, operation.IsIdempotent) is { } delay)
            {
                await Task.Delay(delay, clock, cancellationToken);
            }
        }
    }

    public void Dispose() => _http.Dispose();

    private static HttpClient CreateHttpClient(AmazonStepFunctionsConfig config)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = config.ConnectTimeout ?? TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5), // follows a change of DNS
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(50), // below the service's own idle limit
            MaxConnectionsPerServer = config.MaxConnectionsPerServer ?? 50,
        };
        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    private async Task<TResponse> SendAsync<TRequest, TResponse>(
        Operation<TRequest, TResponse> operation, TRequest request, byte[] body, CancellationToken cancellationToken)
        where TRequest : AmazonWebServiceRequest
        where TResponse : AmazonWebServiceResponse
    {
        var signer = await credentials.GetCredentialsAsync();
        var call = new UnsignedCall(request, "AmazonStepFunctions", "/", body, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Content-Type"] = "application/x-amz-json-1.0",
            ["X-Amz-Target"] = "AWSStepFunctions." + operation.Name,
        });
        using var message = RequestSigner.Sign(call, _endpoint, config, signer, clock.GetUtcNow());
        using var timeout = new CancellationTokenSource(_timeout, clock);
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            using var response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, attempt.Token);
            var content = await response.Content.ReadAsByteArrayAsync(attempt.Token);
            return response.IsSuccessStatusCode
                ? Read(operation.Name, response, content, operation.ResponseJson)
                : throw ErrorReader.Read(response, content);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            throw new AmazonStepFunctionsException(
                $"{operation.Name}: {_endpoint.Authority} could not be reached or broke off its answer: {failure.Message}", failure);
        }
        catch (OperationCanceledException cancelled) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new AmazonStepFunctionsException(
                $"{operation.Name}: no answer from {_endpoint.Authority} within {_timeout.TotalSeconds} seconds.",
                new TimeoutException(cancelled.Message, cancelled));
        }
    }

    private TResponse Read<TResponse>(
        string operation, HttpResponseMessage response, byte[] content, JsonTypeInfo<TResponse> responseJson)
        where TResponse : AmazonWebServiceResponse
    {
        var requestId = ErrorReader.RequestIdOf(response);
        try
        {
            var result = JsonSerializer.Deserialize(content.Length == 0 ? "{}"u8 : content, responseJson)
                ?? throw new JsonException("The answer is null.");
            result.HttpStatusCode = response.StatusCode;
            result.ContentLength = content.Length;
            result.ResponseMetadata = new ResponseMetadata { RequestId = requestId };
            return result;
        }
        catch (JsonException broken)
        {
            throw new AmazonStepFunctionsException(
                $"{operation}: the answer of {_endpoint.Authority} is not what Step Functions answers: {broken.Message}",
                broken,
                ErrorType.Unknown,
                errorCode: null,
                requestId,
                HttpStatusCode.OK);
        }
    }
}
