using System.Globalization;
using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Integrations;

/// <summary>Step Functions' own API as state machines call it, on the engine that runs them: members in PascalCase, answers too.</summary>
/// <remarks>Step Functions Developer Guide, "Start a new AWS Step Functions state machine" and "AWS SDK service integrations".</remarks>
internal static class StepFunctionsActions
{
    private delegate Task<JsonObject> StepFunctionsAction(IStepFunctionsEngine engine, Members members, CancellationToken cancellationToken);

    private static readonly Dictionary<string, StepFunctionsAction> Actions = new(StringComparer.Ordinal)
    {
        ["startExecution"] = StartExecutionAsync,
        ["stopExecution"] = StopExecutionAsync,
        ["describeExecution"] = DescribeExecutionAsync,
        ["redriveExecution"] = RedriveExecutionAsync,
        ["sendTaskSuccess"] = SendTaskSuccessAsync,
        ["sendTaskFailure"] = SendTaskFailureAsync,
        ["sendTaskHeartbeat"] = SendTaskHeartbeatAsync,
    };

    public static bool Has(string action) => Actions.ContainsKey(action);

    /// <param name="prefix">Of error names: <c>StepFunctions</c> or <c>Sfn</c>.</param>
    public static async Task<ServiceResult> RunAsync(IStepFunctionsEngine engine, ServiceCall call, string prefix, CancellationToken cancellationToken)
    {
        if (call.Parameters.Value is not JsonObject parameters)
        {
            return ServiceResult.Failure(ErrorNames.Runtime, "The Parameters of a Step Functions call must be an object.");
        }

        try
        {
            var output = await Actions[call.Resource.BareAction](engine, new Members(parameters), cancellationToken);
            return ServiceResult.Success(Payload.FromValue(output));
        }
        catch (StepFunctionsException refusal)
        {
            // The API's code lacks the suffix that the SDK's exception, and so the error name, has.
            var code = refusal.Code.EndsWith("Exception", StringComparison.Ordinal) ? refusal.Code : refusal.Code + "Exception";
            return ServiceResult.Failure(
                $"{prefix}.{code}",
                $"{refusal.Message} (Service: AWSStepFunctions; Status Code: 400; Error Code: {refusal.Code}; Request ID: n/a; Proxy: null)");
        }
        catch (ParameterException wrong)
        {
            return ServiceResult.Failure(ErrorNames.ParameterPathFailure, wrong.Message);
        }
    }

    private static async Task<JsonObject> StartExecutionAsync(IStepFunctionsEngine engine, Members members, CancellationToken cancellationToken)
    {
        var started = await engine.StartExecutionAsync(
            new StartExecutionRequest(members.Required("StateMachineArn"), members.Text("Name"), members.Json("Input"), members.Text("TraceHeader")),
            cancellationToken);
        return JsonObject.Of(("ExecutionArn", JsonValue.Of(started.ExecutionArn)), ("StartDate", Time(started.StartDate)));
    }

    private static async Task<JsonObject> StopExecutionAsync(IStepFunctionsEngine engine, Members members, CancellationToken cancellationToken) =>
        JsonObject.Of(("StopDate", Time(await engine.StopExecutionAsync(
            members.Required("ExecutionArn"), members.Text("Error"), members.Text("Cause"), cancellationToken))));

    private static async Task<JsonObject> RedriveExecutionAsync(IStepFunctionsEngine engine, Members members, CancellationToken cancellationToken) =>
        JsonObject.Of(("RedriveDate", Time(await engine.RedriveExecutionAsync(
            members.Required("ExecutionArn"), members.Text("ClientToken"), cancellationToken))));

    private static async Task<JsonObject> DescribeExecutionAsync(IStepFunctionsEngine engine, Members members, CancellationToken cancellationToken)
    {
        var found = await engine.DescribeExecutionAsync(members.Required("ExecutionArn"), cancellationToken);
        return JsonObject.Of(
            ("Cause", Optional(found.Cause)),
            ("Error", Optional(found.Error)),
            ("ExecutionArn", JsonValue.Of(found.ExecutionArn)),
            ("Input", JsonValue.Of(found.Input.ToString())),
            ("Name", JsonValue.Of(found.Name)),
            ("Output", Optional(found.Output?.ToString())),
            ("RedriveCount", JsonValue.Of(found.RedriveCount)),
            ("StartDate", Time(found.StartDate)),
            ("StateMachineArn", JsonValue.Of(found.StateMachineArn)),
            ("Status", JsonValue.Of(found.Status switch
            {
                ExecutionStatus.Running => "RUNNING",
                ExecutionStatus.Succeeded => "SUCCEEDED",
                ExecutionStatus.Failed => "FAILED",
                ExecutionStatus.TimedOut => "TIMED_OUT",
                ExecutionStatus.Aborted => "ABORTED",
                _ => throw new System.Diagnostics.UnreachableException($"No word for {found.Status}."),
            })),
            ("StopDate", found.StopDate is { } stopped ? Time(stopped) : null));
    }

    private static async Task<JsonObject> SendTaskSuccessAsync(IStepFunctionsEngine engine, Members members, CancellationToken cancellationToken)
    {
        var output = members.Json("Output") ?? throw new ParameterException("The field 'Output' is missing");
        try
        {
            await engine.SendTaskSuccessAsync(new TaskToken(members.Required("TaskToken")), Payload.FromText(output), cancellationToken);
        }
        catch (System.Text.Json.JsonException broken)
        {
            throw StepFunctionsException.InvalidOutput(broken.Message);
        }

        return JsonObject.Empty;
    }

    private static async Task<JsonObject> SendTaskFailureAsync(IStepFunctionsEngine engine, Members members, CancellationToken cancellationToken)
    {
        await engine.SendTaskFailureAsync(new TaskToken(members.Required("TaskToken")), members.Text("Error"), members.Text("Cause"), cancellationToken);
        return JsonObject.Empty;
    }

    private static async Task<JsonObject> SendTaskHeartbeatAsync(IStepFunctionsEngine engine, Members members, CancellationToken cancellationToken)
    {
        await engine.SendTaskHeartbeatAsync(new TaskToken(members.Required("TaskToken")), cancellationToken);
        return JsonObject.Empty;
    }

    private static JsonString Time(DateTimeOffset time) =>
        JsonValue.Of(time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));

    private static JsonString? Optional(string? text) => text is null ? null : JsonValue.Of(text);

    /// <summary>The parameters of a call.</summary>
    private sealed class Members(JsonObject parameters)
    {
        public string Required(string name) => Text(name) ?? throw new ParameterException($"The field '{name}' is missing or no text");

        public string? Text(string name) => parameters[name] is JsonString { Value: var text } ? text : null;

        /// <summary>JSON that the API takes as text: given as text it is that text, else it is written as JSON.</summary>
        public string? Json(string name) => parameters[name] switch
        {
            null => null,
            JsonString { Value: var text } => text,
            var value => value.ToString(),
        };
    }

    /// <summary>The call is not one that the API takes; seen by <see cref="RunAsync"/> alone.</summary>
    private sealed class ParameterException(string message) : Exception(message);
}
