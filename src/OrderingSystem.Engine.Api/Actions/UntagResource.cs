using System.Text.Json;
using OrderingSystem.Engine.Api.Protocol;
using OrderingSystem.Engine.Api.Validation;

namespace OrderingSystem.Engine.Api.Actions;

internal sealed class UntagResource(IStepFunctionsEngine engine) : IAction
{
    public string Operation => "UntagResource";

    public async Task InvokeAsync(RequestParameters parameters, Utf8JsonWriter response, CancellationToken cancellationToken)
    {
        var resourceArn = parameters.RequiredString("resourceArn", Shapes.Arn);
        var keys = ResourceTags.ReadKeys(parameters);
        parameters.ThrowIfInvalid();
        Arns.RequireTaggable(resourceArn);

        await engine.UntagResourceAsync(resourceArn, keys, cancellationToken);
    }
}
