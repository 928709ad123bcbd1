using System.Text.Json;
using OrderingSystem.Engine.Api.Protocol;
using OrderingSystem.Engine.Api.Validation;

namespace OrderingSystem.Engine.Api.Actions;

/// <remarks>Making an activity again succeeds, as it does at AWS.</remarks>
internal sealed class CreateActivity(IStepFunctionsEngine engine) : IAction
{
    public string Operation => "CreateActivity";

    public async Task InvokeAsync(RequestParameters parameters, Utf8JsonWriter response, CancellationToken cancellationToken)
    {
        var name = parameters.RequiredString("name", Shapes.Name);
        var tags = ResourceTags.Read(parameters);
        var (_, keyIsMissing) = StateMachineConfiguration.ReadEncryption(parameters);
        parameters.ThrowIfInvalid();
        ResourceName.Require(name);
        StateMachineConfiguration.RequireKey(keyIsMissing);

        var activity = await engine.CreateActivityAsync(name, cancellationToken);
        if (tags.Count > 0)
        {
            await engine.TagResourceAsync(activity.ActivityArn, tags, cancellationToken);
        }

        response.WriteString("activityArn"u8, activity.ActivityArn);
        response.WriteTimestamp("creationDate", activity.CreationDate);
    }
}
