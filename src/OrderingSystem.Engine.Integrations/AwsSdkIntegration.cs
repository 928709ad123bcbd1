using System.Collections.Frozen;
using OrderingSystem.Engine.Integrations.Aws;
using OrderingSystem.Engine.Integrations.Lambda;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Integrations;

/// <summary>
/// <c>arn:aws:states:::aws-sdk:{service}:{action}</c> for the services that this engine knows how to call: every action of <c>dynamodb</c>, <c>sqs</c> and
/// <c>eventbridge</c>, <c>sns:publish</c> and <c>lambda:invoke</c>, each at its <c>…_ENDPOINT</c>. Step Functions itself is <see cref="SfnSdkIntegration"/>'s.
/// </summary>
public sealed class AwsSdkIntegration(AwsHttp http) : IServiceIntegration
{
    private const string Prefix = "aws-sdk:";

    private static readonly FrozenDictionary<string, AwsService> JsonServices = new Dictionary<string, AwsService>(StringComparer.Ordinal)
    {
        ["dynamodb"] = AwsService.DynamoDb,
        ["sqs"] = AwsService.Sqs,
        ["eventbridge"] = AwsService.EventBridge,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public bool Handles(TaskResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return resource is { Kind: TaskResourceKind.ServiceIntegration, Pattern: not IntegrationPattern.Sync } && resource.ResourceType.StartsWith(Prefix, StringComparison.Ordinal)
            && (resource.ResourceType[Prefix.Length..], resource.BareAction) is ("sns", "publish") or ("lambda", "invoke") or ("dynamodb" or "sqs" or "eventbridge", _);
    }

    public Task<ServiceResult> InvokeAsync(ServiceCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (TaskParameters.Of(call) is not { } parameters)
        {
            return TaskParameters.NoObject(call);
        }

        return call.Resource.ResourceType[Prefix.Length..] switch
        {
            "sns" => SnsPublish.RunAsync(http, isSdk: true, parameters.WithText("Message"), cancellationToken),
            "lambda" => InvokeFunctionAsync(parameters, cancellationToken),
            var name => AwsJsonCall.RunAsync(
                http, JsonServices[name], isSdk: true, TaskParameters.Operation(call.Resource.BareAction), Serialize(parameters), Show, cancellationToken),
        };
    }

    /// <summary>Members that their API takes as text, and a definition may write as JSON.</summary>
    private static JsonObject Serialize(JsonObject parameters) => parameters.WithText("MessageBody");

    /// <summary>The SDK that the service uses calls its members by names of its own: <c>Md5OfMessageBody</c>.</summary>
    private static ServiceResult Show(AwsAnswer answer, JsonObject content)
    {
        var shown = new JsonObject.Builder(content.Count);
        foreach (var (name, value) in content)
        {
            _ = shown.Set(name.StartsWith("MD5", StringComparison.Ordinal) ? "Md5" + name[3..] : name, value);
        }

        return ServiceResult.Success(Payload.FromValue(shown.ToObject()));
    }

    private Task<ServiceResult> InvokeFunctionAsync(JsonObject parameters, CancellationToken cancellationToken) => parameters["FunctionName"] is JsonString { Value: var function }
        ? new LambdaEndpoint(http).InvokeAsync(
            function, parameters, parameters["Payload"] is { } payload ? Payload.FromValue(payload) : Payload.EmptyObject, isSdk: true, cancellationToken)
        : Task.FromResult(ServiceResult.Failure(ErrorNames.Runtime, "The Parameters of lambda:invoke must name the function: FunctionName is missing"));
}
