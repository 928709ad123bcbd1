using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.Nested;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Integrations;

/// <summary>Step Functions' own API as state machines call it, on the engine that runs them: members in PascalCase, answers too.</summary>
/// <remarks>Step Functions Developer Guide, "Start a new AWS Step Functions state machine" and "AWS SDK service integrations".</remarks>
internal static class StepFunctionsActions
{
    /// <summary>Of error names of the optimised integration; that of the AWS SDK integration is <c>Sfn</c>.</summary>
    public const string OptimisedPrefix = "StepFunctions";

    private delegate Task<JsonObject> StepFunctionsAction(IStepFunctionsEngine engine, Members members, CancellationToken cancellationToken);

    private static readonly Dictionary<string, StepFunctionsAction> Actions = new(StringComparer.Ordinal)
    {
        ["startExecution"] = StartExecutionAsync,
        ["startSyncExecution"] = StartSyncExecutionAsync,
        ["listExecutions"] = ListExecutionsAsync,
        ["listStateMachines"] = ListStateMachinesAsync,
        ["describeStateMachine"] = DescribeStateMachineAsync,
        ["stopExecution"] = StopExecutionAsync,
        ["describeExecution"] = DescribeExecutionAsync,
        ["redriveExecution"] = RedriveExecutionAsync,
        ["sendTaskSuccess"] = SendTaskSuccessAsync,
        ["sendTaskFailure"] = SendTaskFailureAsync,
        ["sendTaskHeartbeat"] = SendTaskHeartbeatAsync,
    };

    public static bool Has(string action) => Actions.ContainsKey(action);

    /// <param name="prefix"><see cref="OptimisedPrefix"/> or <c>Sfn</c>.</param>
    public static async Task<ServiceResult> RunAsync(IStepFunctionsEngine engine, ServiceCall call, string prefix, CancellationToken cancellationToken)
    {
        if (call.Parameters.Value is not JsonObject parameters)
        {
            return ServiceResult.Failure(ErrorNames.Runtime, "The Parameters of a Step Functions call must be an object.");
        }

        try
        {
            var members = new Members(parameters);
            return ServiceResult.Success(Payload.FromValue(prefix == OptimisedPrefix
                ? await StartOptimisedAsync(engine, members, call, cancellationToken)
                : await Actions[call.Resource.BareAction](engine, members, cancellationToken)));
        }
        catch (StepFunctionsException refusal)
        {
            // The API's code lacks the suffix that the SDK's exception, and so the error name, has.
            var code = refusal.Code.EndsWith("Exception", StringComparison.Ordinal) ? refusal.Code : refusal.Code + "Exception";
            return ServiceResult.Failure(
                $"{prefix}.{code}",
                refusal.Message + (prefix == OptimisedPrefix
                    ? $" (Service: AWSStepFunctions; Status Code: 400; Error Code: {refusal.Code}; Request ID: n/a; Proxy: null)"
                    : " (Service: Sfn, Status Code: 400, Request ID: n/a) (SDK Attempt Count: 1)"));
        }
        catch (ParameterException wrong)
        {
            return ServiceResult.Failure(ErrorNames.ParameterPathFailure, wrong.Message);
        }
    }

    /// <summary>
    /// A start that is made again after a crash finds the execution of the first: where the definition gives no name, it is derived from the task. Dates are milliseconds here.
    /// </summary>
    private static async Task<JsonObject> StartOptimisedAsync(IStepFunctionsEngine engine, Members members, ServiceCall call, CancellationToken cancellationToken)
    {
        var name = members.Text("Name") ?? DerivedName(call);
        var request = new StartExecutionRequest(members.Required("StateMachineArn"), name, members.Json("Input"), members.Text("TraceHeader"))
        {
            AwaitedBy = call.Resource.Pattern == IntegrationPattern.Sync
                ? new AwaitingTask(call.Execution.Arn, call.Task.TaskId, IsSecondForm: call.Resource.Action.EndsWith(":2", StringComparison.Ordinal))
                : null,
        };
        var started = await engine.StartExecutionAsync(request, cancellationToken);
        return JsonObject.Of(
            ("ExecutionArn", JsonValue.Of(started.ExecutionArn)),
            ("SdkHttpMetadata", JsonObject.Of(("AllHttpHeaders", JsonObject.Empty), ("HttpHeaders", JsonObject.Empty), ("HttpStatusCode", JsonValue.Of(200)))),
            ("SdkResponseMetadata", JsonObject.Of(("RequestId", JsonValue.Of("in-process")))),
            ("StartDate", JsonValue.Of(started.StartDate.ToUnixTimeMilliseconds())));
    }

    /// <summary>A UUID in form: the first bytes of the SHA-256 of the calling execution and its task.</summary>
    private static string DerivedName(ServiceCall call)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{call.Execution.Arn} {call.Task.TaskId}")));
        return new Guid(hash.AsSpan(0, 16), bigEndian: true).ToString();
    }

    private static async Task<JsonObject> StartExecutionAsync(IStepFunctionsEngine engine, Members members, CancellationToken cancellationToken)
    {
        var started = await engine.StartExecutionAsync(
            new StartExecutionRequest(members.Required("StateMachineArn"), members.Text("Name"), members.Json("Input"), members.Text("TraceHeader")),
            cancellationToken);
        return JsonObject.Of(("ExecutionArn", JsonValue.Of(started.ExecutionArn)), ("StartDate", Time(started.StartDate)));
    }

    private static async Task<JsonObject> StartSyncExecutionAsync(IStepFunctionsEngine engine, Members members, CancellationToken cancellationToken)
    {
        var ended = await engine.StartSyncExecutionAsync(
            new StartExecutionRequest(members.Required("StateMachineArn"), members.Text("Name"), members.Json("Input"), members.Text("TraceHeader")),
            cancellationToken);
        return JsonObject.Of(
            ("BillingDetails", JsonObject.Of(
                ("BilledDurationInMilliseconds", JsonValue.Of(ended.BilledMilliseconds)), ("BilledMemoryUsedInMB", JsonValue.Of(ended.BilledMegabytes)))),
            ("Cause", Optional(ended.Cause)),
            ("Error", Optional(ended.Error)),
            ("ExecutionArn", JsonValue.Of(ended.ExecutionArn)),
            ("Input", JsonValue.Of(ended.Input.ToString())),
            ("Name", JsonValue.Of(ended.Name)),
            ("Output", Optional(ended.Output?.ToString())),
            ("StartDate", Time(ended.StartDate)),
            ("StateMachineArn", JsonValue.Of(ended.StateMachineArn)),
            ("Status", JsonValue.Of(NameOf(ended.Status))),
            ("StopDate", Time(ended.StopDate)));
    }

    private static async Task<JsonObject> ListExecutionsAsync(IStepFunctionsEngine engine, Members members, CancellationToken cancellationToken)
    {
        var status = members.Text("StatusFilter");
        var page = await engine.ListExecutionsAsync(
            new ListExecutionsRequest(members.Required("StateMachineArn"), status is null ? null : StatusOf(status), members.Page()), cancellationToken);
        return JsonObject.Of(
            ("Executions", new JsonArray([.. page.Items.Select(item => JsonObject.Of(
                ("ExecutionArn", JsonValue.Of(item.ExecutionArn)),
                ("Name", JsonValue.Of(item.Name)),
                ("RedriveCount", JsonValue.Of(item.RedriveCount)),
                ("StartDate", Time(item.StartDate)),
                ("StateMachineArn", JsonValue.Of(item.StateMachineArn)),
                ("Status", JsonValue.Of(NameOf(item.Status))),
                ("StopDate", item.StopDate is { } stopped ? Time(stopped) : null)))])),
            ("NextToken", Optional(page.NextToken)));
    }

    private static async Task<JsonObject> ListStateMachinesAsync(IStepFunctionsEngine engine, Members members, CancellationToken cancellationToken)
    {
        var page = await engine.ListStateMachinesAsync(members.Page(), cancellationToken);
        return JsonObject.Of(
            ("NextToken", Optional(page.NextToken)),
            ("StateMachines", new JsonArray([.. page.Items.Select(item => JsonObject.Of(
                ("CreationDate", Time(item.CreationDate)),
                ("Name", JsonValue.Of(item.Name)),
                ("StateMachineArn", JsonValue.Of(item.StateMachineArn)),
                ("Type", JsonValue.Of(NameOf(item.Type)))))])));
    }

    private static async Task<JsonObject> DescribeStateMachineAsync(IStepFunctionsEngine engine, Members members, CancellationToken cancellationToken)
    {
        var found = await engine.DescribeStateMachineAsync(members.Required("StateMachineArn"), cancellationToken);
        return JsonObject.Of(
            ("CreationDate", Time(found.CreationDate)),
            ("Definition", JsonValue.Of(found.Definition)),
            ("Name", JsonValue.Of(found.Name)),
            ("RevisionId", Optional(found.RevisionId)),
            ("RoleArn", JsonValue.Of(found.RoleArn)),
            ("StateMachineArn", JsonValue.Of(found.StateMachineArn)),
            ("Status", JsonValue.Of(found.Status)),
            ("Type", JsonValue.Of(NameOf(found.Type))));
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
            ("Status", JsonValue.Of(NameOf(found.Status))),
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

    private static string NameOf(ExecutionStatus status) => status switch
    {
        ExecutionStatus.Running => "RUNNING",
        ExecutionStatus.Succeeded => "SUCCEEDED",
        ExecutionStatus.Failed => "FAILED",
        ExecutionStatus.TimedOut => "TIMED_OUT",
        ExecutionStatus.Aborted => "ABORTED",
        _ => throw new System.Diagnostics.UnreachableException($"No word for {status}."),
    };

    private static string NameOf(StateMachineType type) => type == StateMachineType.Express ? "EXPRESS" : "STANDARD";

    private static ExecutionStatus StatusOf(string name)
    {
        foreach (var status in Enum.GetValues<ExecutionStatus>())
        {
            if (NameOf(status) == name)
            {
                return status;
            }
        }

        throw new ParameterException($"The field 'StatusFilter' is '{name}', which is no status");
    }

    private static JsonString Time(DateTimeOffset time) =>
        JsonValue.Of(time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));

    private static JsonString? Optional(string? text) => text is null ? null : JsonValue.Of(text);

    /// <summary>The parameters of a call.</summary>
    private sealed class Members(JsonObject parameters)
    {
        public string Required(string name) => Text(name) ?? throw new ParameterException($"The field '{name}' is missing or no text");

        public string? Text(string name) => parameters[name] is JsonString { Value: var text } ? text : null;

        public PageRequest Page() => new(parameters["MaxResults"] is JsonNumber number && number.TryGetInteger(out var count) ? (int)Math.Clamp(count, -1, 1_001) : 0, Text("NextToken"));

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
