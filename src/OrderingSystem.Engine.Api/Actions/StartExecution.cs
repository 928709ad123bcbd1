using System.Text;
using System.Text.Json;
using OrderingSystem.Engine.Api.Protocol;
using OrderingSystem.Engine.Api.Validation;

namespace OrderingSystem.Engine.Api.Actions;

internal sealed class StartExecution(IStepFunctionsEngine engine) : IAction
{
    public string Operation => "StartExecution";

    public async Task InvokeAsync(RequestParameters parameters, Utf8JsonWriter response, CancellationToken cancellationToken)
    {
        var stateMachineArn = parameters.RequiredString("stateMachineArn", Shapes.Arn);
        var name = parameters.OptionalString("name", Shapes.Name);
        var input = parameters.OptionalString("input", Shapes.Data);
        var traceHeader = parameters.OptionalString("traceHeader", Shapes.TraceHeader);
        if (traceHeader is not null)
        {
            parameters.Errors.CheckPattern("traceHeader", traceHeader, Ascii.IsValid(traceHeader), @"\p{ASCII}*");
        }

        parameters.ThrowIfInvalid();
        Arns.RequireStateMachine(stateMachineArn);
        if (name is not null)
        {
            Names.Require(name);
        }

        var request = new StartExecutionRequest(stateMachineArn, name, input, traceHeader);
        var started = await engine.StartExecutionAsync(request, cancellationToken);

        response.WriteString("executionArn"u8, started.ExecutionArn);
        response.WriteTimestamp("startDate", started.StartDate);
    }
}
