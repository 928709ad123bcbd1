using System.Text.Json;
using OrderingSystem.Engine.Api.Protocol;
using OrderingSystem.Engine.Api.Validation;

namespace OrderingSystem.Engine.Api.Actions;

internal sealed class RedriveExecution(IStepFunctionsEngine engine) : IAction
{
    public string Operation => "RedriveExecution";

    public async Task InvokeAsync(RequestParameters parameters, Utf8JsonWriter response, CancellationToken cancellationToken)
    {
        var executionArn = parameters.RequiredString("executionArn", Shapes.Arn);
        var clientToken = parameters.OptionalString("clientToken", Shapes.ClientToken);
        if (clientToken is not null)
        {
            parameters.Errors.CheckPattern("clientToken", clientToken, clientToken.All(c => c is >= '!' and <= '~'), "[!-~]+");
        }

        parameters.ThrowIfInvalid();
        Arns.RequireExecution(executionArn);

        var redriveDate = await engine.RedriveExecutionAsync(executionArn, clientToken, cancellationToken);

        response.WriteTimestamp("redriveDate", redriveDate);
    }
}
