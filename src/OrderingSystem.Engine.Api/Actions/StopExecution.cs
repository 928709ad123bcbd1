using System.Text.Json;
using OrderingSystem.Engine.Api.Protocol;
using OrderingSystem.Engine.Api.Validation;

namespace OrderingSystem.Engine.Api.Actions;

internal sealed class StopExecution(IStepFunctionsEngine engine) : IAction
{
    public string Operation => "StopExecution";

    public async Task InvokeAsync(RequestParameters parameters, Utf8JsonWriter response, CancellationToken cancellationToken)
    {
        var executionArn = parameters.RequiredString("executionArn", Shapes.Arn);
        var error = parameters.OptionalString("error", Shapes.Error);
        var cause = parameters.OptionalString("cause", Shapes.Cause);
        parameters.ThrowIfInvalid();
        Arns.RequireExecution(executionArn);

        var stopDate = await engine.StopExecutionAsync(executionArn, error, cause, cancellationToken);

        response.WriteTimestamp("stopDate", stopDate);
    }
}
