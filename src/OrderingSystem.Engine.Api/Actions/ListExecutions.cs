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
        if ((stateMachineArn is null) == (mapRunArn is null))
        {
            throw RequestRefusedException.Validation("Either a state machine ARN or a map run ARN must be specified");
        }

        if (redriveFilter is not null && mapRunArn is null)
        {
            throw RequestRefusedException.Validation("The redrive filter can only be used with a map run ARN");
        }

        if (mapRunArn is null)
        {
            Arns.RequireStateMachine(stateMachineArn!);
        }
        else
        {
            Arns.RequireMapRun(mapRunArn);
        }

        // A redrive takes all children up at once, so none is ever found waiting for its turn.
        var executions = status == "PENDING_REDRIVE"
            ? new Page<ExecutionListItem>([], NextToken: null)
            : await engine.ListExecutionsAsync(new(stateMachineArn, WireNames.ExecutionStatusOf(status), page) { MapRunArn = mapRunArn }, cancellationToken);

        response.WriteStartArray("executions"u8);
        foreach (var execution in executions.Items.Where(execution => redriveFilter is null || (execution.RedriveCount > 0) == (redriveFilter == "REDRIVEN")))
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
            response.WriteOptional("mapRunArn", execution.MapRunArn);
            response.WriteOptional("itemCount", execution.ItemCount);
            response.WriteNumber("redriveCount"u8, execution.RedriveCount);
            response.WriteTimestamp("redriveDate", execution.RedriveDate);
            response.WriteEndObject();
        }

        response.WriteEndArray();
        response.WriteOptional("nextToken", executions.NextToken);
    }
}
