using System.Text.Json;
using OrderingSystem.Engine.Api;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.TestStates;

/// <summary>
/// What the APIs of the commonly called services say of their answers, for mocked results: <c>MockSchemas.json</c>, an extract of the public service
/// models with the fields' names as Step Functions writes them. A call that is not in it is not checked.
/// </summary>
internal static class MockSchemas
{
    private static readonly Lazy<JsonElement> Schemas = new(Load);

    /// <returns>What is wrong, in the service's words; null where nothing is.</returns>
    public static string? Check(TaskResource resource, JsonValue result, MockValidation validation)
    {
        if (validation == MockValidation.None || resource.Pattern != IntegrationPattern.RequestResponse
            || !Schemas.Value.TryGetProperty($"{resource.ResourceType}:{resource.BareAction}", out var schema))
        {
            return null;
        }

        return Check("result", result, schema, requireAll: validation == MockValidation.Strict);
    }

    private static string? Check(string field, JsonValue value, JsonElement schema, bool requireAll) => schema.GetProperty("type").GetString() switch
    {
        "object" => value is JsonObject structure ? CheckFields(structure, schema, requireAll) : $"Field '{field}' must be an object",
        "array" => value is JsonArray list
            ? list.Select(item => Check(field, item, schema.GetProperty("items"), requireAll)).FirstOrDefault(problem => problem is not null)
            : $"Field '{field}' must be an array",
        "string" => value is JsonString text ? CheckText(field, text.Value, schema) : $"Field '{field}' must be a string",
        "number" => value is JsonNumber number ? CheckNumber(field, number.Double, schema) : $"Field '{field}' must be a number",
        "boolean" => value is JsonBoolean ? null : $"Field '{field}' must be a boolean",
        _ => null,
    };

    private static string? CheckFields(JsonObject structure, JsonElement schema, bool requireAll)
    {
        if (requireAll && schema.TryGetProperty("required", out var required))
        {
            foreach (var name in required.EnumerateArray())
            {
                if (!structure.ContainsName(name.GetString()!))
                {
                    return $"Required field '{name.GetString()}' is missing";
                }
            }
        }

        if (schema.TryGetProperty("fields", out var fields))
        {
            foreach (var (name, value) in structure)
            {
                if (fields.TryGetProperty(name, out var field) && value is not JsonNull && Check(name, value, field, requireAll) is { } problem)
                {
                    return problem;
                }
            }
        }

        return null;
    }

    private static string? CheckText(string field, string text, JsonElement schema) =>
        schema.TryGetProperty("min", out var min) && text.Length < min.GetInt64() ? $"Field '{field}' is smaller than the minimum length"
        : schema.TryGetProperty("max", out var max) && text.Length > max.GetInt64() ? $"Field '{field}' exceeds the maximum length"
        : schema.TryGetProperty("enum", out var allowed) && !allowed.EnumerateArray().Any(one => one.ValueEquals(text)) ? $"Field '{field}' is not an expected value"
        : null;

    private static string? CheckNumber(string field, double number, JsonElement schema) =>
        schema.TryGetProperty("min", out var min) && number < min.GetDouble() ? $"Field '{field}' is less than the minimum value"
        : schema.TryGetProperty("max", out var max) && number > max.GetDouble() ? $"Field '{field}' exceeds the maximum value"
        : null;

    private static JsonElement Load()
    {
        using var stream = typeof(MockSchemas).Assembly.GetManifestResourceStream("MockSchemas.json")
            ?? throw new InvalidOperationException("MockSchemas.json is not part of the assembly.");
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }
}
