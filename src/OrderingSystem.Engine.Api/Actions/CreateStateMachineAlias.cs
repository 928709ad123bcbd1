using System.Text.Json;
using OrderingSystem.Engine.Api.Protocol;
using OrderingSystem.Engine.Api.Validation;

namespace OrderingSystem.Engine.Api.Actions;

internal sealed class CreateStateMachineAlias(IStepFunctionsEngine engine) : IAction
{
    public string Operation => "CreateStateMachineAlias";

    public async Task InvokeAsync(RequestParameters parameters, Utf8JsonWriter response, CancellationToken cancellationToken)
    {
        var description = parameters.OptionalString("description", Shapes.AliasDescription);
        var name = AliasParameters.ReadName(parameters);
        var routing = AliasParameters.ReadRouting(parameters, isRequired: true);
        parameters.ThrowIfInvalid();

        var alias = await engine.CreateStateMachineAliasAsync(new CreateAliasRequest(name, description, routing!), cancellationToken);

        response.WriteString("stateMachineAliasArn"u8, alias.StateMachineAliasArn);
        response.WriteTimestamp("creationDate", alias.CreationDate);
    }
}
