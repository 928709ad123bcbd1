using System.Text.Json;
using OrderingSystem.Engine.Api.Protocol;
using OrderingSystem.Engine.Api.Validation;

namespace OrderingSystem.Engine.Api.Actions;

internal sealed class ListExecutions(IStepFunctionsEngine engine) : IAction
{
    public string Operation => "ListExecutions";

    public async Task InvokeAsync(RequestParameters parameters, Utf8JsonWriter response, CancellationToken cancellationToken)
    {
        var stateMachineArn = parameters.OptionalString("stateMachineArn", Shapes.Arn);
        var status = parameters.OptionalEnum("statusFilter", Shapes.ExecutionStatus);
        var page = parameters.ReadPage(Shapes.ListExecutionsPageToken);
        var mapRunArn = parameters.OptionalString("mapRunArn", Shapes.LongArn);
        var redriveFilter = parameters.OptionalEnum("redriveFilter", Shapes.RedriveFilter);
        parameters.ThrowIfInvalid();
        if (mapRunArn is not null)
        {
            throw RequestRefusedException.Validation("This endpoint keeps no map runs: list executions by their state machine.");
        }

        if (stateMachineArn is null)
        {
            throw RequestRefusedException.Validation("Either a state machine ARN or a map run ARN must be specified");
        }

        if (redriveFilter is not null)
        {
            throw RequestRefusedException.Validation("The redrive filter can only be used with a map run ARN");
        }

        Arns.RequireStateMachine(stateMachineArn);

        // Only the children of a map run can await a redrive, so among a state machine's executions there is none.
        var executions = status == "PENDING_REDRIVE"
            ? new Page<ExecutionListItem>([], NextToken: null)
            : await engine.ListExecutionsAsync(new(stateMachineArn, WireNames.ExecutionStatusOf(status), page), cancellationToken);

        response.WriteStartArray("executions"u8);
        foreach (var execution in executions.Items)
        {
            response.WriteStartObject();
            response.WriteString("executionArn"u8, execution.ExecutionArn);
            response.WriteString("stateMachineArn"u8, execution.StateMachineArn);
            response.WriteOptional("stateMachineVersionArn", execution.StateMachineVersionArn);
            response.WriteOptional("stateMachineAliasArn", execution.StateMachineAliasArn);
            response.WriteString("name"u8, execution.Name);
            response.WriteString("status"u8, WireNames.Of(execution.Status));
            response.WriteTimestamp("startDate", execution.StartDate);
            response.WriteTimestamp("stopDate", execution.StopDate);
            response.WriteNumber("redriveCount"u8, execution.RedriveCount);
            response.WriteTimestamp("redriveDate", execution.RedriveDate);
            response.WriteEndObject();
        }

        response.WriteEndArray();
        response.WriteOptional("nextToken", executions.NextToken);
    }
}
