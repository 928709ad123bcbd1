using System.Text.Json;
using OrderingSystem.Engine.Api.Protocol;
using OrderingSystem.Engine.Api.Validation;

namespace OrderingSystem.Engine.Api.Actions;

/// <remarks>Deleting what is not there succeeds, as it does at AWS.</remarks>
internal sealed class DeleteStateMachineAlias(IStepFunctionsEngine engine) : IAction
{
    public string Operation => "DeleteStateMachineAlias";

    public async Task InvokeAsync(RequestParameters parameters, Utf8JsonWriter response, CancellationToken cancellationToken)
    {
        var aliasArn = parameters.RequiredString("stateMachineAliasArn", Shapes.Arn);
        parameters.ThrowIfInvalid();
        Arns.RequireStateMachine(aliasArn);

        await engine.DeleteStateMachineAliasAsync(aliasArn, cancellationToken);
    }
}
