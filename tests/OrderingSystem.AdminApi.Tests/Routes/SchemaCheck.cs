using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrderingSystem.AdminApi.Tests.Routes;

/// <summary>
/// JSON Schema 2020-12, as much of it as our OpenAPI document uses; a keyword that it does not know fails the test, so that nothing goes unlooked-at. Stricter in one
/// thing: members of an object that the schema does not name are wrong. (Of .NET's validators, one does not restore and the other does not know OpenAPI 3.1.)
/// </summary>
internal sealed class SchemaCheck(JsonNode document)
{
    private static readonly HashSet<string> Remarks = new(StringComparer.Ordinal) { "description", "examples", "default", "title" };

    /// <param name="place">For the messages: <c>$.items[0].status</c>.</param>
    /// <returns>What is wrong; nothing where the value is of the schema.</returns>
    public IEnumerable<string> Check(JsonObject schema, JsonNode? value, string place)
    {
        if (schema["$ref"] is { } reference)
        {
            return Check(Resolve(reference.GetValue<string>()), value, place);
        }

        return schema.Where(keyword => !Remarks.Contains(keyword.Key)).SelectMany(keyword => CheckOne(keyword.Key, keyword.Value!, schema, value, place));
    }

    private IEnumerable<string> CheckOne(string keyword, JsonNode rule, JsonObject schema, JsonNode? value, string place) => keyword switch
    {
        "type" => Says(Types(rule).Contains(TypeOf(value)) || (Types(rule).Contains("number") && TypeOf(value) == "integer"), $"{place} is {TypeOf(value)}, not {string.Join(" or ", Types(rule))}"),
        "enum" => Says(rule.AsArray().Any(known => JsonNode.DeepEquals(known, value)), $"{place} is {Text(value)}, none of {rule.ToJsonString()}"),
        "oneOf" => Says(
            rule.AsArray().Count(one => !Check(one!.AsObject(), value, place).Any()) == 1,
            $"{place} is not exactly one of its kinds: {string.Join("; ", rule.AsArray().SelectMany(one => Check(one!.AsObject(), value, place)))}"),
        "format" => Says(value is not JsonValue || TypeOf(value) == "null" || IsOfFormat(rule.GetValue<string>(), value), $"{place} is {Text(value)}, no {rule}"),
        "required" => value is JsonObject members
            ? rule.AsArray().Select(name => name!.GetValue<string>()).Where(name => !members.ContainsKey(name)).Select(name => $"{place}.{name} is missing")
            : [],
        "properties" => value is JsonObject members ? members.SelectMany(member => CheckMember(schema, member.Key, member.Value, $"{place}.{member.Key}")) : [],
        "additionalProperties" => value is JsonObject members && schema["properties"] is null
            ? members.SelectMany(member => Check(rule.AsObject(), member.Value, $"{place}.{member.Key}"))
            : [],
        "items" => value is JsonArray items ? items.SelectMany((item, index) => Check(rule.AsObject(), item, string.Create(CultureInfo.InvariantCulture, $"{place}[{index}]"))) : [],
        "minLength" => Says(value is not JsonValue || TypeOf(value) != "string" || value.GetValue<string>().Length >= rule.GetValue<int>(), $"{place} is too short"),
        "maxLength" => Says(value is not JsonValue || TypeOf(value) != "string" || value.GetValue<string>().Length <= rule.GetValue<int>(), $"{place} is too long"),
        "minItems" => Says(value is not JsonArray few || few.Count >= rule.GetValue<int>(), $"{place} has too few items"),
        "maxItems" => Says(value is not JsonArray many || many.Count <= rule.GetValue<int>(), $"{place} has too many items"),
        _ => throw new NotSupportedException($"{place}: this check knows no '{keyword}'."),
    };

    private IEnumerable<string> CheckMember(JsonObject schema, string name, JsonNode? value, string place) =>
        schema["properties"]![name] is { } known ? Check(known.AsObject(), value, place)
        : schema["additionalProperties"] is JsonObject others ? Check(others, value, place)
        : [$"{place} is not documented"];

    private JsonObject Resolve(string reference) => reference.Split('/').Skip(1)
        .Aggregate(document, (node, part) => node[part] ?? throw new InvalidOperationException($"{reference} leads nowhere.")).AsObject();

    private static IEnumerable<string> Says(bool isRight, string otherwise) => isRight ? [] : [otherwise];

    private static IEnumerable<string> Types(JsonNode rule) => rule is JsonArray several ? several.Select(type => type!.GetValue<string>()) : [rule.GetValue<string>()];

    private static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => value.ToJsonString().AsSpan().IndexOfAny('.', 'e', 'E') < 0 ? "integer" : "number",
    };

    private static bool IsOfFormat(string format, JsonNode value) => format switch
    {
        "date-time" => value.GetValue<string>() is var text && text.EndsWith('Z')
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out _),
        "int32" => int.TryParse(value.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        "int64" => long.TryParse(value.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        "double" => double.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out _),
        _ => throw new NotSupportedException($"This check knows no format '{format}'."),
    };

    private static string Text(JsonNode? value) => value?.ToJsonString() ?? "null";
}
