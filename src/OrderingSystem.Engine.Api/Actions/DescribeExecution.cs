using System.Text.Json;
using OrderingSystem.Engine.Api.Protocol;
using OrderingSystem.Engine.Api.Validation;

namespace OrderingSystem.Engine.Api.Actions;

internal sealed class DescribeExecution(IStepFunctionsEngine engine) : IAction
{
    public string Operation => "DescribeExecution";

    public async Task InvokeAsync(RequestParameters parameters, Utf8JsonWriter response, CancellationToken cancellationToken)
    {
        var executionArn = parameters.RequiredString("executionArn", Shapes.Arn);
        var includeData = parameters.OptionalEnum("includedData", Shapes.IncludedData) != "METADATA_ONLY";
        parameters.ThrowIfInvalid();
        Arns.RequireExecution(executionArn);

        var execution = await engine.DescribeExecutionAsync(executionArn, cancellationToken);

        response.WriteString("executionArn"u8, execution.ExecutionArn);
        response.WriteString("stateMachineArn"u8, execution.StateMachineArn);
        response.WriteOptional("stateMachineVersionArn", execution.StateMachineVersionArn);
        response.WriteOptional("stateMachineAliasArn", execution.StateMachineAliasArn);
        response.WriteString("name"u8, execution.Name);
        response.WriteString("status"u8, WireNames.Of(execution.Status));
        response.WriteTimestamp("startDate", execution.StartDate);
        response.WriteTimestamp("stopDate", execution.StopDate);
        response.WriteData("input", execution.Input, includeData);
        if (execution.Output is { } output)
        {
            response.WriteData("output", output, includeData);
        }

        response.WriteOptional("traceHeader", execution.TraceHeader);
        response.WriteOptional("mapRunArn", execution.MapRunArn);
        response.WriteOptional("error", execution.Error);
        response.WriteOptional("cause", execution.Cause);
        response.WriteNumber("redriveCount"u8, execution.RedriveCount);
        response.WriteTimestamp("redriveDate", execution.RedriveDate);
        response.WriteString("redriveStatus"u8, WireNames.Of(execution.RedriveStatus));
        response.WriteOptional("redriveStatusReason", execution.RedriveStatusReason);
    }
}
