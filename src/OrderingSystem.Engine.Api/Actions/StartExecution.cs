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
        var started = await engine.StartExecutionAsync(ReadRequest(parameters), cancellationToken);

        response.WriteString("executionArn"u8, started.ExecutionArn);
        response.WriteTimestamp("startDate", started.StartDate);
    }

    /// <summary>The parameters that StartExecution and StartSyncExecution share. A trace header of the HTTP request goes before that of the body.</summary>
    public static StartExecutionRequest ReadRequest(RequestParameters parameters)
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
            ResourceName.Require(name);
        }

        return new StartExecutionRequest(stateMachineArn, name, input, parameters.HttpTraceHeader ?? traceHeader);
    }
}
