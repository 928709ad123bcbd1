using System.Text.Json;
using OrderingSystem.Engine.Api.Protocol;
using OrderingSystem.Engine.Api.Validation;

namespace OrderingSystem.Engine.Api.Actions;

internal sealed class ListMapRuns(IStepFunctionsEngine engine) : IAction
{
    public string Operation => "ListMapRuns";

    public async Task InvokeAsync(RequestParameters parameters, Utf8JsonWriter response, CancellationToken cancellationToken)
    {
        var executionArn = parameters.RequiredString("executionArn", Shapes.Arn);
        var page = parameters.ReadPage(Shapes.PageToken);
        parameters.ThrowIfInvalid();
        Arns.RequireExecution(executionArn);

        var runs = await engine.ListMapRunsAsync(executionArn, page, cancellationToken);

        response.WriteStartArray("mapRuns"u8);
        foreach (var run in runs.Items)
        {
            response.WriteStartObject();
            response.WriteString("executionArn"u8, run.ExecutionArn);
            response.WriteString("mapRunArn"u8, run.MapRunArn);
            response.WriteString("stateMachineArn"u8, run.StateMachineArn);
            response.WriteTimestamp("startDate", run.StartDate);
            response.WriteTimestamp("stopDate", run.StopDate);
            response.WriteEndObject();
        }

        response.WriteEndArray();
        response.WriteOptional("nextToken", runs.NextToken);
    }
}
