using System.Text.Json;
using OrderingSystem.Engine.Api.Protocol;
using OrderingSystem.Engine.Api.Validation;

namespace OrderingSystem.Engine.Api.Actions;

internal sealed class UpdateStateMachine(IStepFunctionsEngine engine) : IAction
{
    public string Operation => "UpdateStateMachine";

    public async Task InvokeAsync(RequestParameters parameters, Utf8JsonWriter response, CancellationToken cancellationToken)
    {
        var stateMachineArn = parameters.RequiredString("stateMachineArn", Shapes.Arn);
        var definition = parameters.OptionalString("definition", Shapes.Definition);
        var roleArn = parameters.OptionalString("roleArn", Shapes.Arn);
        var configuration = StateMachineConfiguration.Read(parameters);
        parameters.ThrowIfInvalid();
        Arns.RequireStateMachine(stateMachineArn);
        Arns.RequireRole(roleArn);
        if (definition is null && roleArn is null && !configuration.IsPresent)
        {
            throw new RequestRefusedException(
                "MissingRequiredParameter",
                "Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified");
        }

        configuration.Require();

        var request = new UpdateStateMachineRequest(stateMachineArn, definition, roleArn)
        {
            Settings = configuration.Settings,
            Publish = configuration.PublishRequest,
        };
        var updated = await engine.UpdateStateMachineAsync(request, cancellationToken);

        response.WriteTimestamp("updateDate", updated.UpdateDate);
        response.WriteOptional("revisionId", updated.RevisionId);
        response.WriteOptional("stateMachineVersionArn", updated.StateMachineVersionArn);
    }
}
