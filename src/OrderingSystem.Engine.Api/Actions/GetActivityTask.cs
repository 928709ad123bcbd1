using System.Text.Json;
using OrderingSystem.Engine.Api.Protocol;
using OrderingSystem.Engine.Api.Validation;

namespace OrderingSystem.Engine.Api.Actions;

/// <remarks>Answers after 60 s with an empty object where no task came.</remarks>
internal sealed class GetActivityTask(IStepFunctionsEngine engine) : IAction
{
    public string Operation => "GetActivityTask";

    public async Task InvokeAsync(RequestParameters parameters, Utf8JsonWriter response, CancellationToken cancellationToken)
    {
        var activityArn = parameters.RequiredString("activityArn", Shapes.Arn);
        var workerName = parameters.OptionalString("workerName", Shapes.Name);
        parameters.ThrowIfInvalid();
        Arns.RequireActivity(activityArn);
        if (workerName is not null)
        {
            ResourceName.Require(workerName);
        }

        var task = await engine.GetActivityTaskAsync(activityArn, workerName, cancellationToken);

        if (task is not null)
        {
            response.WriteString("taskToken"u8, task.Token.Value);
            response.WritePayload("input", task.Input);
        }
    }
}
