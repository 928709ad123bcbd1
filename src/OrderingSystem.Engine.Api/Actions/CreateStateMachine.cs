using System.Text.Json;
using OrderingSystem.Engine.Api.Protocol;
using OrderingSystem.Engine.Api.Validation;

namespace OrderingSystem.Engine.Api.Actions;

internal sealed class CreateStateMachine(IStepFunctionsEngine engine) : IAction
{
    public string Operation => "CreateStateMachine";

    public async Task InvokeAsync(RequestParameters parameters, Utf8JsonWriter response, CancellationToken cancellationToken)
    {
        var name = parameters.RequiredString("name", Shapes.Name);
        var definition = parameters.RequiredString("definition", Shapes.Definition);
        var roleArn = parameters.RequiredString("roleArn", Shapes.Arn);
        var type = parameters.OptionalEnum("type", Shapes.StateMachineType);
        var configuration = StateMachineConfiguration.Read(parameters);
        var tags = ResourceTags.Read(parameters);
        parameters.ThrowIfInvalid();
        ResourceName.Require(name);
        configuration.Require();
        Arns.RequireRole(roleArn);

        var request = new CreateStateMachineRequest(
            name, definition, roleArn, type == "EXPRESS" ? StateMachineType.Express : StateMachineType.Standard)
        {
            Settings = configuration.Settings,
            Publish = configuration.PublishRequest,
        };
        var created = await engine.CreateStateMachineAsync(request, cancellationToken);
        if (tags.Count > 0)
        {
            await engine.TagResourceAsync(created.StateMachineArn, tags, cancellationToken);
        }

        response.WriteString("stateMachineArn"u8, created.StateMachineArn);
        response.WriteTimestamp("creationDate", created.CreationDate);
        response.WriteOptional("stateMachineVersionArn", created.StateMachineVersionArn);
    }
}
