using System.Text.Json;
using OrderingSystem.Engine.Api.Protocol;
using OrderingSystem.Engine.Api.Validation;

namespace OrderingSystem.Engine.Api.Actions;

internal sealed class ListStateMachineAliases(IStepFunctionsEngine engine) : IAction
{
    public string Operation => "ListStateMachineAliases";

    public async Task InvokeAsync(RequestParameters parameters, Utf8JsonWriter response, CancellationToken cancellationToken)
    {
        var stateMachineArn = parameters.RequiredString("stateMachineArn", Shapes.Arn);
        var page = parameters.ReadPage(Shapes.PageToken);
        parameters.ThrowIfInvalid();
        Arns.RequireStateMachine(stateMachineArn);

        var aliases = await engine.ListStateMachineAliasesAsync(stateMachineArn, page, cancellationToken);

        response.WriteStartArray("stateMachineAliases"u8);
        foreach (var alias in aliases.Items)
        {
            response.WriteStartObject();
            response.WriteString("stateMachineAliasArn"u8, alias.StateMachineAliasArn);
            response.WriteTimestamp("creationDate", alias.CreationDate);
            response.WriteEndObject();
        }

        response.WriteEndArray();
        response.WriteOptional("nextToken", aliases.NextToken);
    }
}
