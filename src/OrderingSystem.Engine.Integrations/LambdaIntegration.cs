using System.Text.Json;
using OrderingSystem.Engine.Integrations.Aws;
using OrderingSystem.Engine.Integrations.Lambda;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Integrations;

/// <summary>
/// Lambda, both ways: a function's ARN as the Resource, whose result is the function's own; and <c>arn:aws:states:::lambda:invoke</c> with
/// <c>FunctionName</c> and <c>Payload</c>, whose result is wrapped as the Invoke API answers. Functions of this process are asked first, then those of
/// <c>LAMBDA_ENDPOINT</c>.
/// </summary>
/// <param name="elsewhere">Null for functions of this process alone.</param>
public sealed class LambdaIntegration(ILambdaInvoker invoker, LambdaEndpoint? elsewhere = null) : IServiceIntegration
{
    private const int MaxCauseLength = 32_768;

    public bool Handles(TaskResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return resource.Kind == TaskResourceKind.LambdaFunction
            || (resource is { Kind: TaskResourceKind.ServiceIntegration, ResourceType: "lambda", BareAction: "invoke" });
    }

    public Task<ServiceResult> InvokeAsync(ServiceCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        return call.Resource.Kind == TaskResourceKind.LambdaFunction
            ? RunAsync(call.Resource.Arn, options: null, call.Parameters, cancellationToken)
            : InvokeActionAsync(call, cancellationToken);
    }

    private static string FunctionName(string nameOrArn)
    {
        // A name, a name with an alias, a partial ARN, or arn:aws:lambda:region:account:function:name[:alias].
        var parts = nameOrArn.Split(':');
        var at = Array.IndexOf(parts, "function");
        return at >= 0 && at + 1 < parts.Length ? parts[at + 1] : parts[0];
    }

    private static ServiceResult Failed(LambdaFunctionException failure)
    {
        var cause = JsonObject.Of(
            ("errorMessage", JsonValue.Of(failure.Message)),
            ("errorType", JsonValue.Of(failure.ErrorType)),
            ("requestId", failure.RequestId is { } id ? JsonValue.Of(id) : null),
            ("stackTrace", failure.Trace is { } trace ? new JsonArray([.. trace.Select(line => (JsonValue)JsonValue.Of(line))]) : null)).ToString();
        return ServiceResult.Failure(failure.ErrorType, cause.Length <= MaxCauseLength ? cause : cause[..MaxCauseLength]);
    }

    private static ServiceResult NotFound(string function) => ServiceResult.Failure(
        "Lambda.ResourceNotFoundException",
        $"Function not found: {function}. It is none of this process; for functions elsewhere set {AwsService.Lambda.EndpointVariable} and start the engine again (Service: AWSLambda; Status Code: 404; Error Code: ResourceNotFoundException; Request ID: n/a; Proxy: null)");

    private Task<ServiceResult> InvokeActionAsync(ServiceCall call, CancellationToken cancellationToken)
    {
        if (call.Parameters.Value is not JsonObject parameters || parameters["FunctionName"] is not JsonString { Value: var function })
        {
            return Task.FromResult(ServiceResult.Failure(ErrorNames.Runtime, "The Parameters of lambda:invoke must name the function: FunctionName is missing"));
        }

        var payload = parameters["Payload"] is { } given ? Payload.FromValue(given) : Payload.EmptyObject;
        return RunAsync(function, parameters, payload, cancellationToken);
    }

    /// <param name="options">The parameters of <c>lambda:invoke</c>, whose result is wrapped; null where the Resource is the function.</param>
    private async Task<ServiceResult> RunAsync(string function, JsonObject? options, Payload payload, CancellationToken cancellationToken)
    {
        try
        {
            var result = Payload.FromUtf8(await invoker.InvokeAsync(FunctionName(function), payload.Utf8, cancellationToken));
            return ServiceResult.Success(options is null ? result : Wrap(result));
        }
        catch (LambdaFunctionException failure)
        {
            return Failed(failure);
        }
        catch (LambdaFunctionNotFoundException)
        {
            return elsewhere is { IsConfigured: true } ? await elsewhere.InvokeAsync(function, options, payload, isSdk: false, cancellationToken) : NotFound(function);
        }
        catch (JsonException broken)
        {
            return Failed(new LambdaFunctionException("Runtime.MarshalError", $"The function's result is not JSON: {broken.Message}"));
        }
    }

    /// <summary>The answer of Lambda's Invoke API, as the optimised integration shows it.</summary>
    private static Payload Wrap(Payload result) => Payload.FromValue(JsonObject.Of(
        ("ExecutedVersion", JsonValue.Of("$LATEST")),
        ("Payload", result.Value),
        ("SdkHttpMetadata", JsonObject.Of(
            ("AllHttpHeaders", JsonObject.Empty),
            ("HttpHeaders", JsonObject.Empty),
            ("HttpStatusCode", JsonValue.Of(200)))),
        ("SdkResponseMetadata", JsonObject.Of(("RequestId", JsonValue.Of("in-process")))),
        ("StatusCode", JsonValue.Of(200))));
}
