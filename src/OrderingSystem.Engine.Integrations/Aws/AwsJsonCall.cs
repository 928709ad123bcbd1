using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.Engine.Integrations.Aws;

/// <summary>A call in AWS's JSON protocol, whose parameters and answers a definition writes and reads just as the API has them.</summary>
internal static class AwsJsonCall
{
    private static readonly Dictionary<string, string> NoQuery = [];

    /// <param name="operation">In PascalCase: <c>PutItem</c>.</param>
    /// <param name="show">What the Task state sees of a good answer's content; null for all, and for optimised integrations the metadata beside it.</param>
    public static async Task<ServiceResult> RunAsync(
        AwsHttp http, AwsService service, bool isSdk, string operation, JsonObject parameters, Func<AwsAnswer, JsonObject, ServiceResult>? show, CancellationToken cancellationToken)
    {
        var errors = new AwsErrors(service, isSdk);
        try
        {
            var headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Content-Type"] = service.ContentType, ["X-Amz-Target"] = service.TargetPrefix + operation };
            var answer = await http.PostAsync(service, "/", NoQuery, headers, parameters.ToUtf8(), cancellationToken);
            if (!JsonValue.TryParse(answer.Body, out var value) || value is not JsonObject content)
            {
                return errors.Unreadable(answer);
            }

            return !answer.IsSuccess ? Refused(errors, answer, content)
                : show is not null ? show(answer, content)
                : ServiceResult.Success(isSdk ? Payload.FromValue(content) : answer.Show(content));
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

    /// <summary><c>{"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException","message":"…"}</c>; services that once spoke XML say their old code in a header.</summary>
    private static ServiceResult Refused(AwsErrors errors, AwsAnswer answer, JsonObject content)
    {
        var type = content["__type"] is JsonString { Value: var named } ? named : answer.Header("x-amzn-ErrorType");
        var code = type?.Split('#')[^1].Split(':')[0];
        var message = (content["message"] ?? content["Message"]) is JsonString { Value: var text } ? text : "null";
        var oldCode = answer.Header("x-amzn-query-error")?.Split(';')[0];
        return errors.Refused(code, message, answer, oldCode);
    }
}
