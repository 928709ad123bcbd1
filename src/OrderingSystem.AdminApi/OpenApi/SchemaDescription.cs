using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using OrderingSystem.AdminApi.Endpoints;

namespace OrderingSystem.AdminApi.OpenApi;

/// <summary>Schemas by their C# types: names without our suffixes, what is always there as required, words as enumerations, and examples.</summary>
internal sealed class SchemaDescription : IOpenApiSchemaTransformer
{
    /// <summary><c>OrderView</c> → <c>Order</c>; a page of them → <c>OrderPage</c>. Null where the schema stands in its place.</summary>
    public static string? ReferenceIdOf(JsonTypeInfo type)
    {
        if (type.Type.IsGenericType && type.Type.GetGenericTypeDefinition() == typeof(PageView<>))
        {
            return WithoutSuffix(type.Type.GetGenericArguments()[0].Name) + "Page";
        }

        return OpenApiOptions.CreateDefaultSchemaReferenceId(type) is { } name ? WithoutSuffix(name) : null;
    }

    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = context.JsonTypeInfo;
        if (context.JsonPropertyInfo is { } member)
        {
            ApplyWords(schema, member);
        }

        if (type.Type == typeof(JsonElement))
        {
            // Any JSON but null, which a member that may be null says for itself.
            schema.Type = JsonSchemaType.Object | JsonSchemaType.Array | JsonSchemaType.String | JsonSchemaType.Number | JsonSchemaType.Boolean;
        }

        if (type.Type == typeof(JsonObject))
        {
            schema.AdditionalProperties = new OpenApiSchema(); // whatever members it has
        }

        if (type.Kind == JsonTypeInfoKind.Object && context.JsonPropertyInfo is null)
        {
            ApplyRequired(schema, type);
            if (ApiExamples.Of(type.Type) is { } example)
            {
                schema.Examples = [JsonNode.Parse(example)!];
            }
        }

        return Task.CompletedTask;
    }

    private static void ApplyWords(OpenApiSchema schema, JsonPropertyInfo member)
    {
        if (member.AttributeProvider?.GetCustomAttributes(typeof(AllowedValuesAttribute), inherit: false) is [AllowedValuesAttribute words, ..])
        {
            schema.Enum = [.. words.Values.Select(word => word is null ? JsonNullSentinel.JsonNull : (JsonNode)(string)word)];
        }
    }

    /// <summary>A body requires what says <see cref="RequiredAttribute"/>; an answer always has all of its members.</summary>
    private static void ApplyRequired(OpenApiSchema schema, JsonTypeInfo type)
    {
        var isBody = type.Type.Name.EndsWith("Body", StringComparison.Ordinal);
        schema.Required = type.Properties
            .Where(member => !isBody || member.AttributeProvider?.IsDefined(typeof(RequiredAttribute), inherit: false) == true)
            .Select(member => member.Name)
            .ToHashSet(StringComparer.Ordinal);
        if (!isBody)
        {
            return;
        }

        foreach (var name in schema.Required)
        {
            if (schema.Properties?.TryGetValue(name, out var property) == true && property is OpenApiSchema { Type: { } kinds } inline)
            {
                inline.Type = kinds & ~JsonSchemaType.Null;
            }
        }
    }

    private static string WithoutSuffix(string name) =>
        name == "ApiProblem" ? "Problem" : name.EndsWith("View", StringComparison.Ordinal) ? name[..^"View".Length] : name;
}
