using System.Text.Json;
using OrderingSystem.Engine.Api.Protocol;
using OrderingSystem.Engine.Api.Validation;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Api.Actions;

internal sealed class SendTaskSuccess(IStepFunctionsEngine engine) : IAction
{
    public string Operation => "SendTaskSuccess";

    public async Task InvokeAsync(RequestParameters parameters, Utf8JsonWriter response, CancellationToken cancellationToken)
    {
        var taskToken = parameters.RequiredString("taskToken", Shapes.TaskToken);
        var output = parameters.RequiredString("output", Shapes.Data);
        parameters.ThrowIfInvalid();

        await engine.SendTaskSuccessAsync(new TaskToken(taskToken), OutputOf(output), cancellationToken);
    }

    private static Payload OutputOf(string text)
    {
        try
        {
            return Payload.FromText(text);
        }
        catch (JsonException broken)
        {
            throw StepFunctionsException.InvalidOutput(JsonProblem.Of(text, broken).ToString());
        }
    }
}
