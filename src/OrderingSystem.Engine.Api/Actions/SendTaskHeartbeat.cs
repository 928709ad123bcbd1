using System.Text.Json;
using OrderingSystem.Engine.Api.Protocol;
using OrderingSystem.Engine.Api.Validation;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Api.Actions;

internal sealed class SendTaskHeartbeat(IStepFunctionsEngine engine) : IAction
{
    public string Operation => "SendTaskHeartbeat";

    public async Task InvokeAsync(RequestParameters parameters, Utf8JsonWriter response, CancellationToken cancellationToken)
    {
        var taskToken = parameters.RequiredString("taskToken", Shapes.TaskToken);
        parameters.ThrowIfInvalid();

        await engine.SendTaskHeartbeatAsync(new TaskToken(taskToken), cancellationToken);
    }
}
