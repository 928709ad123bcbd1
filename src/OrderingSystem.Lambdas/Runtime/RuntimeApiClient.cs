using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using OrderingSystem.Lambdas.Functions;

namespace OrderingSystem.Lambdas.Runtime;

/// <summary>The Lambda Runtime API, version 2018-06-01, over HTTP on loopback. Thread-safe.</summary>
/// <remarks>AWS Lambda developer guide, "Using the Lambda runtime API for custom runtimes".</remarks>
public sealed class RuntimeApiClient : IDisposable
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private static readonly MediaTypeHeaderValue ErrorJson = new("application/vnd.aws.lambda.error+json");

    private readonly HttpClient _http;

    public RuntimeApiClient(Uri runtimeApi)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ActivityHeadersPropagator = null, // the Runtime API is no hop of the trace
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan, // the environment is frozen for hours between invocations
        };
        _http = new HttpClient(handler) { BaseAddress = runtimeApi, Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Waits for the next invocation; between invocations Lambda freezes the process in this call.</summary>
    /// <exception cref="RuntimeApiException">There will be none.</exception>
    public async Task<Invocation> NextAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "runtime/invocation/next");
        using var response = await SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw Refused("next", response);
        }

        var payload = await ReadAsync(response, cancellationToken);
        return new Invocation(
            Header(response, "Lambda-Runtime-Aws-Request-Id") ?? throw new RuntimeApiException("The invocation has no request id."),
            payload,
            DeadlineOf(response),
            Header(response, "Lambda-Runtime-Invoked-Function-Arn") ?? string.Empty,
            Header(response, "Lambda-Runtime-Trace-Id"));
    }

    /// <exception cref="ResponseTooLargeException">Lambda does not take a response of this size.</exception>
    /// <exception cref="RuntimeApiException">Lambda did not take it.</exception>
    public async Task RespondAsync(string requestId, byte[] responseJson, CancellationToken cancellationToken)
    {
        using var request = Post($"runtime/invocation/{requestId}/response", responseJson, Json);
        using var response = await SendAsync(request, cancellationToken);
        if (response.StatusCode == HttpStatusCode.RequestEntityTooLarge)
        {
            throw new ResponseTooLargeException($"The response has {responseJson.Length} bytes, more than Lambda takes.");
        }

        ThrowUnlessTaken("response", response);
    }

    /// <exception cref="RuntimeApiException">Lambda did not take it.</exception>
    public async Task ReportErrorAsync(string requestId, LambdaFunctionError error, CancellationToken cancellationToken)
    {
        using var request = Post($"runtime/invocation/{requestId}/error", error.ToUtf8Json(), ErrorJson);
        _ = request.Headers.TryAddWithoutValidation("Lambda-Runtime-Function-Error-Type", $"Function.{error.ErrorType}");
        using var response = await SendAsync(request, cancellationToken);
        ThrowUnlessTaken("error", response);
    }

    /// <summary>Says that the function cannot start; the process ends after it.</summary>
    /// <exception cref="RuntimeApiException">Lambda did not take it.</exception>
    public async Task ReportInitErrorAsync(LambdaFunctionError error, CancellationToken cancellationToken)
    {
        using var request = Post("runtime/init/error", error.ToUtf8Json(), ErrorJson);
        _ = request.Headers.TryAddWithoutValidation("Lambda-Runtime-Function-Error-Type", $"Runtime.{error.ErrorType}");
        using var response = await SendAsync(request, cancellationToken);
        ThrowUnlessTaken("init error", response);
    }

    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage Post(string path, byte[] body, MediaTypeHeaderValue type)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = type;
        return new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            throw new RuntimeApiException($"The Runtime API cannot be reached: {exception.Message}", innerException: exception);
        }
    }

    private static async Task<byte[]> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return await response.Content.ReadAsByteArrayAsync(cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            throw new RuntimeApiException("The Runtime API broke off an invocation.", response.StatusCode, exception);
        }
    }

    private static DateTimeOffset DeadlineOf(HttpResponseMessage response) =>
        long.TryParse(Header(response, "Lambda-Runtime-Deadline-Ms"), NumberStyles.None, CultureInfo.InvariantCulture, out var unixMs)
            ? DateTimeOffset.FromUnixTimeMilliseconds(unixMs)
            : throw new RuntimeApiException("The invocation has no deadline.");

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    private static void ThrowUnlessTaken(string what, HttpResponseMessage response)
    {
        if (!response.IsSuccessStatusCode)
        {
            throw Refused(what, response);
        }
    }

    private static RuntimeApiException Refused(string what, HttpResponseMessage response) =>
        new($"The Runtime API answered {(int)response.StatusCode} to '{what}'.", response.StatusCode);
}
