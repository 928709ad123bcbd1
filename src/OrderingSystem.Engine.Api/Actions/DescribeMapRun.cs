using System.Text.Json;
using OrderingSystem.Engine.Api.Protocol;
using OrderingSystem.Engine.Api.Validation;
using OrderingSystem.Engine.MapRuns;

namespace OrderingSystem.Engine.Api.Actions;

internal sealed class DescribeMapRun(IStepFunctionsEngine engine) : IAction
{
    private static readonly MapRunTally Nothing = new(0, 0, 0, 0, 0, 0, 0, 0);

    public string Operation => "DescribeMapRun";

    public async Task InvokeAsync(RequestParameters parameters, Utf8JsonWriter response, CancellationToken cancellationToken)
    {
        var mapRunArn = parameters.RequiredString("mapRunArn", Shapes.LongArn);
        parameters.ThrowIfInvalid();
        Arns.RequireMapRun(mapRunArn);

        var run = await engine.DescribeMapRunAsync(mapRunArn, cancellationToken);

        response.WriteString("mapRunArn"u8, run.MapRunArn);
        response.WriteString("executionArn"u8, run.ExecutionArn);
        response.WriteString("status"u8, WireNames.Of(run.Status));
        response.WriteTimestamp("startDate", run.StartDate);
        response.WriteTimestamp("stopDate", run.StopDate);
        response.WriteNumber("maxConcurrency"u8, run.MaxConcurrency);
        response.WriteNumber("toleratedFailurePercentage"u8, run.ToleratedFailurePercentage);
        response.WriteNumber("toleratedFailureCount"u8, run.ToleratedFailureCount);
        Write(response, "itemCounts", run.Items ?? Nothing);
        Write(response, "executionCounts", run.Executions ?? Nothing);
        response.WriteNumber("redriveCount"u8, run.RedriveCount);
        response.WriteTimestamp("redriveDate", run.RedriveDate);
    }

    private static void Write(Utf8JsonWriter response, string name, MapRunTally tally)
    {
        response.WriteStartObject(name);
        response.WriteNumber("pending"u8, tally.Pending);
        response.WriteNumber("running"u8, tally.Running);
        response.WriteNumber("succeeded"u8, tally.Succeeded);
        response.WriteNumber("failed"u8, tally.Failed);
        response.WriteNumber("timedOut"u8, tally.TimedOut);
        response.WriteNumber("aborted"u8, tally.Aborted);
        response.WriteNumber("total"u8, tally.Total);
        response.WriteNumber("resultsWritten"u8, tally.ResultsWritten);
        response.WriteEndObject();
    }
}
