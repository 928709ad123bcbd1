using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.Integrations.Aws;
using OrderingSystem.Engine.Nested;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Integrations;

/// <summary>
/// <c>arn:aws:states:::states:startExecution</c>: starts an execution on the engine that runs the caller; with <c>.sync</c> and <c>.sync:2</c> it waits for its end, with
/// <c>.waitForTaskToken</c> for the token.
/// </summary>
/// <param name="engine">Gives the engine once it has started; it takes up interrupted calls before that.</param>
/// <remarks>Step Functions Developer Guide, "Start a new AWS Step Functions state machine from a running execution".</remarks>
public sealed class StepFunctionsIntegration(Func<CancellationToken, Task<IStepFunctionsEngine>> engine) : IServiceIntegration
{
    public bool Handles(TaskResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return resource is { Kind: TaskResourceKind.ServiceIntegration, ResourceType: "states", BareAction: "startExecution" };
    }

    public async Task<ServiceResult> InvokeAsync(ServiceCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (TaskParameters.Of(call) is not { } parameters)
        {
            return await TaskParameters.NoObject(call);
        }

        if (Text(parameters, "StateMachineArn") is not { } stateMachineArn)
        {
            return ServiceResult.Failure(ErrorNames.ParameterPathFailure, "The field 'StateMachineArn' is missing or no text");
        }

        // A start that is made again after a crash finds the execution of the first: where the definition gives no name, it is derived from the task.
        var request = new StartExecutionRequest(stateMachineArn, Text(parameters, "Name") ?? DerivedName(call), Input(parameters), Text(parameters, "TraceHeader"))
        {
            AwaitedBy = call.Resource.Pattern == IntegrationPattern.Sync
                ? new AwaitingTask(call.Execution.Arn, call.Task.TaskId, IsSecondForm: call.Resource.Action.EndsWith(":2", StringComparison.Ordinal))
                : null,
        };
        try
        {
            return ServiceResult.Success(Payload.FromValue(Show(await (await engine(cancellationToken)).StartExecutionAsync(request, cancellationToken))));
        }
        catch (StepFunctionsException refusal)
        {
            // The API's code lacks the suffix that the SDK's exception, and so the error name, has.
            var name = refusal.Code.EndsWith("Exception", StringComparison.Ordinal) ? refusal.Code : refusal.Code + "Exception";
            return ServiceResult.Failure(
                $"StepFunctions.{name}", $"{refusal.Message} (Service: AWSStepFunctions; Status Code: 400; Error Code: {refusal.Code}; Request ID: n/a; Proxy: null)");
        }
    }

    /// <summary>Dates are milliseconds here.</summary>
    private static JsonObject Show(ExecutionStarted started) => JsonObject.Of(
        ("ExecutionArn", JsonValue.Of(started.ExecutionArn)),
        ("SdkHttpMetadata", JsonObject.Of(("AllHttpHeaders", JsonObject.Empty), ("HttpHeaders", JsonObject.Empty), ("HttpStatusCode", JsonValue.Of(200)))),
        ("SdkResponseMetadata", JsonObject.Of(("RequestId", JsonValue.Of("in-process")))),
        ("StartDate", JsonValue.Of(started.StartDate.ToUnixTimeMilliseconds())));

    /// <summary>A UUID in form: the first bytes of the SHA-256 of the calling execution and its task.</summary>
    private static string DerivedName(ServiceCall call)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{call.Execution.Arn} {call.Task.TaskId}")));
        return new Guid(hash.AsSpan(0, 16), bigEndian: true).ToString();
    }

    private static string? Text(JsonObject parameters, string name) => parameters[name] is JsonString { Value: var text } ? text : null;

    /// <summary>The API takes text: given as text it is that text, else it is written as JSON.</summary>
    private static string? Input(JsonObject parameters) => Text(parameters, "Input") ?? parameters["Input"]?.ToString();
}
