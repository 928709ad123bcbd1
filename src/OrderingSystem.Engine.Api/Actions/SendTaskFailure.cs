using System.Text.Json;
using OrderingSystem.Engine.Api.Protocol;
using OrderingSystem.Engine.Api.Validation;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Api.Actions;

internal sealed class SendTaskFailure(IStepFunctionsEngine engine) : IAction
{
    public string Operation => "SendTaskFailure";

    public async Task InvokeAsync(RequestParameters parameters, Utf8JsonWriter response, CancellationToken cancellationToken)
    {
        var taskToken = parameters.RequiredString("taskToken", Shapes.TaskToken);
        var error = parameters.OptionalString("error", Shapes.Error);
        var cause = parameters.OptionalString("cause", Shapes.Cause);
        parameters.ThrowIfInvalid();

        await engine.SendTaskFailureAsync(new TaskToken(taskToken), error, cause, cancellationToken);
    }
}
