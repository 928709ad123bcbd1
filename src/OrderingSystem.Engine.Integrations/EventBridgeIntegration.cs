using OrderingSystem.Engine.Integrations.Aws;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Integrations;

/// <summary>
/// <c>arn:aws:states:::events:putEvents</c>, also <c>.waitForTaskToken</c>, at <c>EVENTS_ENDPOINT</c>. A Detail that is no text is sent as JSON; execution and state machine are
/// added to each entry's Resources. One entry that was not taken fails the task, as <c>EventBridge.FailedEntry</c>.
/// </summary>
/// <remarks>Step Functions Developer Guide, "Add EventBridge events with Step Functions".</remarks>
public sealed class EventBridgeIntegration(AwsHttp http) : IServiceIntegration
{
    public bool Handles(TaskResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return resource is { Kind: TaskResourceKind.ServiceIntegration, ResourceType: "events", BareAction: "putEvents", Pattern: not IntegrationPattern.Sync };
    }

    public Task<ServiceResult> InvokeAsync(ServiceCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        return TaskParameters.Of(call) is { } parameters
            ? AwsJsonCall.RunAsync(http, AwsService.EventBridge, isSdk: false, "PutEvents", Prepare(parameters, call.Execution), Show, cancellationToken)
            : TaskParameters.NoObject(call);
    }

    private static ServiceResult Show(AwsAnswer answer, JsonObject content) =>
        content["FailedEntryCount"] is JsonNumber { Double: > 0 }
            ? ServiceResult.Failure("EventBridge.FailedEntry", content.ToString())
            : ServiceResult.Success(answer.Show(content));

    private static JsonObject Prepare(JsonObject parameters, ExecutionFacts execution) => parameters["Entries"] is JsonArray entries
        ? parameters.With("Entries", new JsonArray([.. entries.Select(entry => entry is JsonObject given
            ? PrepareEntry(given, JsonValue.Of(execution.Arn), JsonValue.Of(execution.StateMachineArn))
            : entry)]))
        : parameters;

    private static JsonObject PrepareEntry(JsonObject entry, JsonValue execution, JsonValue machine) =>
        entry.WithText("Detail").With("Resources", new JsonArray([.. entry["Resources"] as JsonArray ?? JsonArray.Empty, execution, machine]));
}
