using System.Text.Json;
using OrderingSystem.Engine.Api.Protocol;
using OrderingSystem.Engine.Api.Validation;

namespace OrderingSystem.Engine.Api.Actions;

/// <remarks>Deleting what is not there succeeds, as it does at AWS.</remarks>
internal sealed class DeleteActivity(IStepFunctionsEngine engine) : IAction
{
    public string Operation => "DeleteActivity";

    public async Task InvokeAsync(RequestParameters parameters, Utf8JsonWriter response, CancellationToken cancellationToken)
    {
        var activityArn = parameters.RequiredString("activityArn", Shapes.Arn);
        parameters.ThrowIfInvalid();
        Arns.RequireActivity(activityArn);

        await engine.DeleteActivityAsync(activityArn, cancellationToken);
    }
}
