using System.Text.Json;
using OrderingSystem.Engine.Api.Protocol;
using OrderingSystem.Engine.Api.Validation;

namespace OrderingSystem.Engine.Api.Actions;

internal sealed class ListStateMachines(IStepFunctionsEngine engine) : IAction
{
    public string Operation => "ListStateMachines";

    public async Task InvokeAsync(RequestParameters parameters, Utf8JsonWriter response, CancellationToken cancellationToken)
    {
        var page = parameters.ReadPage(Shapes.PageToken);
        parameters.ThrowIfInvalid();

        var stateMachines = await engine.ListStateMachinesAsync(page, cancellationToken);

        response.WriteStartArray("stateMachines"u8);
        foreach (var stateMachine in stateMachines.Items)
        {
            response.WriteStartObject();
            response.WriteString("stateMachineArn"u8, stateMachine.StateMachineArn);
            response.WriteString("name"u8, stateMachine.Name);
            response.WriteString("type"u8, WireNames.Of(stateMachine.Type));
            response.WriteTimestamp("creationDate", stateMachine.CreationDate);
            response.WriteEndObject();
        }

        response.WriteEndArray();
        response.WriteOptional("nextToken", stateMachines.NextToken);
    }
}
