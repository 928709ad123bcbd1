using System.Text.Json;
using OrderingSystem.Engine.Api.Protocol;
using OrderingSystem.Engine.Api.Validation;

namespace OrderingSystem.Engine.Api.Actions;

internal sealed class UpdateStateMachineAlias(IStepFunctionsEngine engine) : IAction
{
    public string Operation => "UpdateStateMachineAlias";

    public async Task InvokeAsync(RequestParameters parameters, Utf8JsonWriter response, CancellationToken cancellationToken)
    {
        var aliasArn = parameters.RequiredString("stateMachineAliasArn", Shapes.Arn);
        var description = parameters.OptionalString("description", Shapes.AliasDescription);
        var routing = AliasParameters.ReadRouting(parameters, isRequired: false);
        parameters.ThrowIfInvalid();
        Arns.RequireStateMachine(aliasArn);

        var alias = await engine.UpdateStateMachineAliasAsync(new UpdateAliasRequest(aliasArn, description, routing), cancellationToken);

        response.WriteTimestamp("updateDate", alias.UpdateDate);
    }
}
