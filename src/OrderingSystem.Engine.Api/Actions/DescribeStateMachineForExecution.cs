using System.Text.Json;
using OrderingSystem.Engine.Api.Protocol;
using OrderingSystem.Engine.Api.Validation;

namespace OrderingSystem.Engine.Api.Actions;

internal sealed class DescribeStateMachineForExecution(IStepFunctionsEngine engine) : IAction
{
    public string Operation => "DescribeStateMachineForExecution";

    public async Task InvokeAsync(RequestParameters parameters, Utf8JsonWriter response, CancellationToken cancellationToken)
    {
        var executionArn = parameters.RequiredString("executionArn", Shapes.Arn);
        var includeDefinition = parameters.OptionalEnum("includedData", Shapes.IncludedData) != "METADATA_ONLY";
        parameters.ThrowIfInvalid();
        Arns.RequireExecution(executionArn);

        var stateMachine = await engine.DescribeStateMachineForExecutionAsync(executionArn, cancellationToken);

        response.WriteString("stateMachineArn"u8, stateMachine.StateMachineArn);
        response.WriteString("name"u8, stateMachine.Name);
        response.WriteString("definition"u8, includeDefinition ? stateMachine.Definition : "{}");
        response.WriteString("roleArn"u8, stateMachine.RoleArn);
        response.WriteTimestamp("updateDate", stateMachine.UpdateDate);
        StateMachineConfiguration.Write(response, stateMachine.Settings);
        response.WriteOptional("revisionId", stateMachine.RevisionId);
        if (stateMachine.MapRunArn is { } mapRunArn)
        {
            response.WriteString("mapRunArn"u8, mapRunArn);
            response.WriteString("label"u8, stateMachine.Name[(stateMachine.Name.IndexOf('/', StringComparison.Ordinal) + 1)..]);
        }

        if (includeDefinition)
        {
            response.WriteVariableReferences(stateMachine.Definition);
        }
    }
}
