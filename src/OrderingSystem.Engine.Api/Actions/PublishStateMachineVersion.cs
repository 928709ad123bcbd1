using System.Text.Json;
using OrderingSystem.Engine.Api.Protocol;
using OrderingSystem.Engine.Api.Validation;

namespace OrderingSystem.Engine.Api.Actions;

internal sealed class PublishStateMachineVersion(IStepFunctionsEngine engine) : IAction
{
    public string Operation => "PublishStateMachineVersion";

    public async Task InvokeAsync(RequestParameters parameters, Utf8JsonWriter response, CancellationToken cancellationToken)
    {
        var stateMachineArn = parameters.RequiredString("stateMachineArn", Shapes.Arn);
        var revisionId = parameters.OptionalString("revisionId", Shapes.RevisionId);
        var description = parameters.OptionalString("description", Shapes.VersionDescription);
        parameters.ThrowIfInvalid();
        Arns.RequireStateMachine(stateMachineArn);

        var published = await engine.PublishStateMachineVersionAsync(new PublishVersionRequest(stateMachineArn, revisionId, description), cancellationToken);

        response.WriteTimestamp("creationDate", published.CreationDate);
        response.WriteString("stateMachineVersionArn"u8, published.StateMachineVersionArn);
    }
}
