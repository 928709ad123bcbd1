using System.Text.Json;
using OrderingSystem.Engine.Api.Protocol;
using OrderingSystem.Engine.Api.Validation;

namespace OrderingSystem.Engine.Api.Actions;

/// <remarks>Deleting what is not there succeeds, as it does at AWS.</remarks>
internal sealed class DeleteStateMachine(IStepFunctionsEngine engine) : IAction
{
    public string Operation => "DeleteStateMachine";

    public async Task InvokeAsync(RequestParameters parameters, Utf8JsonWriter response, CancellationToken cancellationToken)
    {
        var stateMachineArn = parameters.RequiredString("stateMachineArn", Shapes.Arn);
        parameters.ThrowIfInvalid();
        Arns.RequireStateMachine(stateMachineArn);

        await engine.DeleteStateMachineAsync(stateMachineArn, cancellationToken);
    }
}
