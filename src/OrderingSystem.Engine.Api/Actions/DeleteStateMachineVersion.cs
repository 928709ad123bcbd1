using System.Text.Json;
using OrderingSystem.Engine.Api.Protocol;
using OrderingSystem.Engine.Api.Validation;

namespace OrderingSystem.Engine.Api.Actions;

/// <remarks>Deleting what is not there succeeds, as it does at AWS.</remarks>
internal sealed class DeleteStateMachineVersion(IStepFunctionsEngine engine) : IAction
{
    public string Operation => "DeleteStateMachineVersion";

    public async Task InvokeAsync(RequestParameters parameters, Utf8JsonWriter response, CancellationToken cancellationToken)
    {
        var versionArn = parameters.RequiredString("stateMachineVersionArn", Shapes.LongArn);
        parameters.ThrowIfInvalid();
        Arns.RequireStateMachine(versionArn);

        await engine.DeleteStateMachineVersionAsync(versionArn, cancellationToken);
    }
}
