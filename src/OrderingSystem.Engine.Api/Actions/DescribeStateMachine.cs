using System.Text.Json;
using OrderingSystem.Engine.Api.Protocol;
using OrderingSystem.Engine.Api.Validation;

namespace OrderingSystem.Engine.Api.Actions;

internal sealed class DescribeStateMachine(IStepFunctionsEngine engine) : IAction
{
    public string Operation => "DescribeStateMachine";

    public async Task InvokeAsync(RequestParameters parameters, Utf8JsonWriter response, CancellationToken cancellationToken)
    {
        var stateMachineArn = parameters.RequiredString("stateMachineArn", Shapes.Arn);
        var includeDefinition = parameters.OptionalEnum("includedData", Shapes.IncludedData) != "METADATA_ONLY";
        parameters.ThrowIfInvalid();
        Arns.RequireStateMachine(stateMachineArn);

        var stateMachine = await engine.DescribeStateMachineAsync(stateMachineArn, cancellationToken);

        response.WriteString("stateMachineArn"u8, stateMachine.StateMachineArn);
        response.WriteString("name"u8, stateMachine.Name);
        response.WriteString("status"u8, stateMachine.Status);
        response.WriteString("definition"u8, includeDefinition ? stateMachine.Definition : "{}");
        response.WriteString("roleArn"u8, stateMachine.RoleArn);
        response.WriteString("type"u8, WireNames.Of(stateMachine.Type));
        response.WriteTimestamp("creationDate", stateMachine.CreationDate);
        StateMachineConfiguration.Write(response, stateMachine.Settings);
        response.WriteOptional("description", stateMachine.Description);
        response.WriteOptional("revisionId", stateMachine.RevisionId);
        if (includeDefinition)
        {
            response.WriteVariableReferences(stateMachine.Definition);
        }
    }
}
