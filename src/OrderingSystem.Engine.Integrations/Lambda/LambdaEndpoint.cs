using System.Text;
using OrderingSystem.Engine.Integrations.Aws;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.Engine.Integrations.Lambda;

/// <summary>Functions outside this process, through Lambda's Invoke API at <c>LAMBDA_ENDPOINT</c>.</summary>
/// <remarks>Lambda API Reference, Invoke.</remarks>
public sealed class LambdaEndpoint(AwsHttp http)
{
    /// <summary>Whether <c>LAMBDA_ENDPOINT</c> is set.</summary>
    public bool IsConfigured => http.Endpoints.Has(AwsService.Lambda);

    /// <param name="function">A name or an ARN, as the definition has it.</param>
    /// <param name="options">InvocationType, ClientContext, LogType and Qualifier of <c>lambda:invoke</c>; null where the Resource is the function.</param>
    internal async Task<ServiceResult> InvokeAsync(string function, JsonObject? options, Payload payload, bool isSdk, CancellationToken cancellationToken)
    {
        var errors = new AwsErrors(AwsService.Lambda, isSdk);
        try
        {
            var answer = await http.PostAsync(
                AwsService.Lambda, $"/2015-03-31/functions/{Uri.EscapeDataString(function)}/invocations", Query(options), Headers(options), payload.Utf8.ToArray(), cancellationToken);
            return !answer.IsSuccess ? Refused(errors, answer)
                : answer.Header("X-Amz-Function-Error") is not null ? Failed(answer)
                : Succeeded(errors, answer, options is not null);
        }
        catch (EndpointException missing)
        {
            return errors.Unreachable(missing.Message);
        }
        catch (HttpRequestException failure)
        {
            return errors.Unreachable($"Unable to execute HTTP request: {failure.Message}");
        }
    }

    private static Dictionary<string, string> Query(JsonObject? options) =>
        options?["Qualifier"] is JsonString { Value: var qualifier } ? new(StringComparer.Ordinal) { ["Qualifier"] = qualifier } : [];

    private static Dictionary<string, string> Headers(JsonObject? options)
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Content-Type"] = "application/json" };
        foreach (var name in new[] { "InvocationType", "LogType", "ClientContext" })
        {
            if (options?[name] is JsonString { Value: var value })
            {
                headers[name switch { "InvocationType" => "X-Amz-Invocation-Type", "LogType" => "X-Amz-Log-Type", _ => "X-Amz-Client-Context" }] = value;
            }
        }

        return headers;
    }

    /// <param name="isWrapped">Whether the result is shown inside the answer of the Invoke API.</param>
    private static ServiceResult Succeeded(AwsErrors errors, AwsAnswer answer, bool isWrapped)
    {
        JsonValue? result = null;
        if (answer.Body.Length > 0 && !JsonValue.TryParse(answer.Body, out result))
        {
            return errors.Unreadable(answer);
        }

        if (!isWrapped)
        {
            return ServiceResult.Success(answer.Body.Length > 0 ? Payload.FromUtf8(answer.Body) : Payload.Null);
        }

        var version = answer.Header("X-Amz-Executed-Version");
        return ServiceResult.Success(answer.Show(JsonObject.Of(
            ("ExecutedVersion", version is null ? null : JsonValue.Of(version)),
            ("LogResult", answer.Header("X-Amz-Log-Result") is { } log ? JsonValue.Of(log) : null),
            ("Payload", result),
            ("StatusCode", JsonValue.Of((int)answer.Status)))));
    }

    /// <summary>The error is what the function's runtime calls it; the cause its whole description, as it came.</summary>
    private static ServiceResult Failed(AwsAnswer answer)
    {
        var cause = Encoding.UTF8.GetString(answer.Body);
        var type = JsonValue.TryParse(answer.Body, out var body) && (body as JsonObject)?["errorType"] is JsonString { Value: { Length: > 0 } named } ? named : null;
        return ServiceResult.Failure(type ?? "Lambda.Unknown", cause);
    }

    private static ServiceResult Refused(AwsErrors errors, AwsAnswer answer)
    {
        var body = JsonValue.TryParse(answer.Body, out var value) ? value as JsonObject : null;
        var message = (body?["Message"] ?? body?["message"]) is JsonString { Value: var text } ? text : "null";
        return errors.Refused(answer.Header("x-amzn-ErrorType")?.Split(':')[0], message, answer);
    }
}
