using OrderingSystem.Engine.Api.Validation;

namespace OrderingSystem.Engine.Api.Protocol;

/// <summary>Tags as requests carry them: <c>"tags":[{"key":"team","value":"shipping"}]</c>.</summary>
internal static class ResourceTags
{
    public static IReadOnlyList<ResourceTag> Read(RequestParameters parameters, bool isRequired = false)
    {
        var elements = parameters.OptionalStructures("tags");
        if (elements is null && isRequired)
        {
            parameters.Errors.Required("tags");
        }

        return [.. (elements ?? []).Select(tag =>
            new ResourceTag(tag.OptionalString("key", Shapes.TagKey) ?? string.Empty, tag.OptionalString("value", Shapes.TagValue) ?? string.Empty))];
    }

    public static IReadOnlyList<string> ReadKeys(RequestParameters parameters)
    {
        var keys = parameters.OptionalStrings("tagKeys", Shapes.TagKey);
        if (keys is null)
        {
            parameters.Errors.Required("tagKeys");
        }

        return keys ?? [];
    }
}
