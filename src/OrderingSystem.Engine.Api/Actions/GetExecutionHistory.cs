using System.Text.Json;
using OrderingSystem.Engine.Api.Protocol;
using OrderingSystem.Engine.Api.Validation;

namespace OrderingSystem.Engine.Api.Actions;

internal sealed class GetExecutionHistory(IStepFunctionsEngine engine) : IAction
{
    public string Operation => "GetExecutionHistory";

    public async Task InvokeAsync(RequestParameters parameters, Utf8JsonWriter response, CancellationToken cancellationToken)
    {
        var executionArn = parameters.RequiredString("executionArn", Shapes.Arn);
        var page = parameters.ReadPage(Shapes.PageToken);
        var reverseOrder = parameters.OptionalBoolean("reverseOrder");
        var includeExecutionData = parameters.OptionalBoolean("includeExecutionData", absent: true);
        parameters.ThrowIfInvalid();
        Arns.RequireExecution(executionArn);

        var history = await engine.GetExecutionHistoryAsync(executionArn, reverseOrder, page, cancellationToken);

        var events = new HistoryEventWriter(response, includeExecutionData);
        response.WriteStartArray("events"u8);
        foreach (var historyEvent in history.Items)
        {
            events.Write(historyEvent);
        }

        response.WriteEndArray();
        response.WriteOptional("nextToken", history.NextToken);
    }
}
