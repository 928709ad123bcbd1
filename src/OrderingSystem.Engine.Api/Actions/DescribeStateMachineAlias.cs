using System.Text.Json;
using OrderingSystem.Engine.Api.Protocol;
using OrderingSystem.Engine.Api.Validation;

namespace OrderingSystem.Engine.Api.Actions;

internal sealed class DescribeStateMachineAlias(IStepFunctionsEngine engine) : IAction
{
    public string Operation => "DescribeStateMachineAlias";

    public async Task InvokeAsync(RequestParameters parameters, Utf8JsonWriter response, CancellationToken cancellationToken)
    {
        var aliasArn = parameters.RequiredString("stateMachineAliasArn", Shapes.Arn);
        parameters.ThrowIfInvalid();
        Arns.RequireStateMachine(aliasArn);

        var alias = await engine.DescribeStateMachineAliasAsync(aliasArn, cancellationToken);

        response.WriteString("stateMachineAliasArn"u8, alias.StateMachineAliasArn);
        response.WriteString("name"u8, alias.Name);
        response.WriteOptional("description", alias.Description);
        response.WriteStartArray("routingConfiguration"u8);
        foreach (var route in alias.Routing)
        {
            response.WriteStartObject();
            response.WriteString("stateMachineVersionArn"u8, route.StateMachineVersionArn);
            response.WriteNumber("weight"u8, route.Weight);
            response.WriteEndObject();
        }

        response.WriteEndArray();
        response.WriteTimestamp("creationDate", alias.CreationDate);
        response.WriteTimestamp("updateDate", alias.UpdateDate);
    }
}
