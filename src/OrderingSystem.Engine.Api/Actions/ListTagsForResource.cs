using System.Text.Json;
using OrderingSystem.Engine.Api.Protocol;
using OrderingSystem.Engine.Api.Validation;

namespace OrderingSystem.Engine.Api.Actions;

internal sealed class ListTagsForResource(IStepFunctionsEngine engine) : IAction
{
    public string Operation => "ListTagsForResource";

    public async Task InvokeAsync(RequestParameters parameters, Utf8JsonWriter response, CancellationToken cancellationToken)
    {
        var resourceArn = parameters.RequiredString("resourceArn", Shapes.Arn);
        parameters.ThrowIfInvalid();
        Arns.RequireTaggable(resourceArn);

        var tags = await engine.ListTagsForResourceAsync(resourceArn, cancellationToken);

        response.WriteStartArray("tags"u8);
        foreach (var tag in tags)
        {
            response.WriteStartObject();
            response.WriteString("key"u8, tag.Key);
            response.WriteString("value"u8, tag.Value);
            response.WriteEndObject();
        }

        response.WriteEndArray();
    }
}
