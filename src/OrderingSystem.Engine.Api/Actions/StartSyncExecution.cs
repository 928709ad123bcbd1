using System.Text.Json;
using OrderingSystem.Engine.Api.Protocol;
using OrderingSystem.Engine.Api.Validation;

namespace OrderingSystem.Engine.Api.Actions;

/// <remarks>
/// The service model gives this operation a host of its own, <c>sync-states…</c>: clients put the prefix before any host, a custom endpoint's too.
/// </remarks>
internal sealed class StartSyncExecution(IStepFunctionsEngine engine) : IAction
{
    public string Operation => "StartSyncExecution";

    public async Task InvokeAsync(RequestParameters parameters, Utf8JsonWriter response, CancellationToken cancellationToken)
    {
        var includeData = parameters.OptionalEnum("includedData", Shapes.IncludedData) != "METADATA_ONLY";
        var request = StartExecution.ReadRequest(parameters);

        var execution = await engine.StartSyncExecutionAsync(request, cancellationToken);

        response.WriteString("executionArn"u8, execution.ExecutionArn);
        response.WriteString("stateMachineArn"u8, execution.StateMachineArn);
        response.WriteString("name"u8, execution.Name);
        response.WriteTimestamp("startDate", execution.StartDate);
        response.WriteTimestamp("stopDate", execution.StopDate);
        response.WriteString("status"u8, WireNames.Of(execution.Status));
        response.WriteOptional("error", execution.Error);
        response.WriteOptional("cause", execution.Cause);
        response.WriteData("input", execution.Input, includeData);
        response.WriteData("output", execution.Output, includeData);
        response.WriteOptional("traceHeader", execution.TraceHeader);
        response.WriteStartObject("billingDetails"u8);
        response.WriteNumber("billedMemoryUsedInMB"u8, execution.BilledMegabytes);
        response.WriteNumber("billedDurationInMilliseconds"u8, execution.BilledMilliseconds);
        response.WriteEndObject();
    }
}
