using System.Net;
using System.Text;
using OrderingSystem.Engine.Integrations.Aws;
using OrderingSystem.Engine.Integrations.Http;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Integrations;

/// <summary>
/// <c>arn:aws:states:::http:invoke</c>: any HTTPS API, and plain http on this machine alone, with the credentials of a connection that is configured here. An answer that is no
/// success fails the task as <c>States.Http.StatusCode.{status}</c>, with the body as the cause; no answer within 60 s as <c>States.Http.Socket</c>.
/// </summary>
/// <remarks>Step Functions Developer Guide, "Call HTTPS APIs in Step Functions workflows".</remarks>
public sealed class HttpIntegration : IServiceIntegration, IDisposable
{
    private const string SocketError = "States.Http.Socket";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HttpConnections _connections;
    private readonly string _region;
    private readonly HttpClient _http;
    private readonly HttpAuthorization _authorization;

    /// <param name="transport">Null for a network connection of its own.</param>
    /// <param name="wallClock">For the lifetime of access tokens.</param>
    /// <param name="region">Named in the User-Agent of requests.</param>
    public HttpIntegration(HttpConnections connections, HttpMessageHandler? transport = null, TimeProvider? wallClock = null, string region = "us-east-1")
    {
        (_connections, _region) = (connections, region);
        _http = new HttpClient(transport ?? new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = Patience };
        _authorization = new HttpAuthorization(_http, wallClock ?? TimeProvider.System);
    }

    public bool Handles(TaskResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return resource is { Kind: TaskResourceKind.ServiceIntegration, ResourceType: "http", Action: "invoke" };
    }

    public void Dispose() => _http.Dispose();

    public async Task<ServiceResult> InvokeAsync(ServiceCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (TaskParameters.Of(call) is not { } parameters)
        {
            return await TaskParameters.NoObject(call);
        }

        var arn = ConnectionArn(parameters);
        var connection = arn is null ? null : _connections.Find(arn);
        if (Problem(parameters, arn, connection) is { } problem)
        {
            return ServiceResult.Failure(ErrorNames.Runtime, problem);
        }

        try
        {
            using var request = HttpTaskRequest.Build(parameters, connection!.AuthParameters?.InvocationHttpParameters, _region);
            await _authorization.AuthorizeAsync(request, connection, cancellationToken);
            using var withoutSecrets = call.Inspection is { RevealSecrets: false } ? HttpTaskRequest.Build(parameters, always: null, _region) : null;
            var shown = call.Inspection is null ? null : await HttpExchanges.OfAsync(withoutSecrets ?? request, cancellationToken);
            var (response, body) = await SendAsync(request, shown, call.Inspection, cancellationToken);
            using var received = response;
            if (response.StatusCode == HttpStatusCode.Unauthorized)
            {
                _authorization.Forget(connection);
            }

            return response.IsSuccessStatusCode
                ? ServiceResult.Success(Payload.FromValue(Show(response, body)))
                : ServiceResult.Failure($"States.Http.StatusCode.{(int)response.StatusCode}", Encoding.UTF8.GetString(body));
        }
        catch (HttpRequestException failure)
        {
            return ServiceResult.Failure(SocketError, failure.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ServiceResult.Failure(SocketError, $"The endpoint did not answer within {Patience.TotalSeconds:0} seconds");
        }
        catch (FormatException wrong)
        {
            return ServiceResult.Failure(ErrorNames.Runtime, wrong.Message);
        }
    }

    private async Task<(HttpResponseMessage Response, byte[] Body)> SendAsync(
        HttpRequestMessage request, HttpExchangeRequest? shown, HttpInspection? inspection, CancellationToken cancellationToken)
    {
        HttpResponseMessage? response = null;
        byte[] body = [];
        try
        {
            response = await _http.SendAsync(request, cancellationToken);
            body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return (response, body);
        }
        finally
        {
            if (shown is not null)
            {
                inspection?.Show(new HttpExchange(shown, response is null ? null : HttpExchanges.Of(response, body, shown.Protocol)));
            }
        }
    }

    private static string? ConnectionArn(JsonObject parameters) =>
        ((parameters["InvocationConfig"] ?? parameters["Authentication"]) as JsonObject)?["ConnectionArn"] is JsonString { Value: var arn } ? arn : null;

    private static string? Problem(JsonObject parameters, string? arn, HttpConnection? connection)
    {
        if (parameters["ApiEndpoint"] is not JsonString { Value: var endpoint } || !Uri.TryCreate(endpoint, UriKind.Absolute, out var url)
            || !(url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)))
        {
            return "ApiEndpoint must be an https address, or an http address of this machine";
        }

        return parameters["Method"] is not JsonString ? "Method is missing"
            : arn is null ? "Authentication.ConnectionArn is missing"
            : connection is null ? $"There is no connection '{arn}' here: name it in the file that {HttpConnections.Variable} names, and start the engine again"
            : null;
    }

    private static JsonObject Show(HttpResponseMessage response, byte[] body)
    {
        var headers = new JsonObject.Builder();
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers))
        {
            _ = headers.Set(name.ToLowerInvariant(), new JsonArray([.. values.Select(value => JsonValue.Of(value))]));
        }

        var isJson = response.Content.Headers.ContentType?.MediaType is { } type && (type.EndsWith("/json", StringComparison.OrdinalIgnoreCase) || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase));
        var content = isJson && JsonValue.TryParse(body, out var value) ? value : JsonValue.Of(Encoding.UTF8.GetString(body));
        return JsonObject.Of(
            ("Headers", headers.ToObject()), ("ResponseBody", content), ("StatusCode", JsonValue.Of((int)response.StatusCode)), ("StatusText", JsonValue.Of(response.ReasonPhrase ?? string.Empty)));
    }
}
