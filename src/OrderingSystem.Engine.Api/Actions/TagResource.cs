using System.Text.Json;
using OrderingSystem.Engine.Api.Protocol;
using OrderingSystem.Engine.Api.Validation;

namespace OrderingSystem.Engine.Api.Actions;

internal sealed class TagResource(IStepFunctionsEngine engine) : IAction
{
    public string Operation => "TagResource";

    public async Task InvokeAsync(RequestParameters parameters, Utf8JsonWriter response, CancellationToken cancellationToken)
    {
        var resourceArn = parameters.RequiredString("resourceArn", Shapes.Arn);
        var tags = ResourceTags.Read(parameters, isRequired: true);
        parameters.ThrowIfInvalid();
        Arns.RequireTaggable(resourceArn);

        await engine.TagResourceAsync(resourceArn, tags, cancellationToken);
    }
}
