using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Expressions.Jsonata.Evaluation;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Functions;

/// <summary>Tests, and the two functions that end an evaluation.</summary>
internal static class BooleanFunctions
{
    public static NativeFunction[] All { get; } =
    [
        new("boolean", "<x-:b>", 1, (in Call call) => call[0] is null ? null : JsonValue.Of(Values.Truthy(call.Run, call[0]))),
        new("not", "<x-:b>", 1, (in Call call) => call[0] is null ? null : JsonValue.Of(!Values.Truthy(call.Run, call[0]))),
        new("exists", "<x:b>", 1, (in Call call) => JsonValue.Of(call[0] is not null)),
        new("type", "<x:s>", 1, (in Call call) => call[0] is { } value ? JsonValue.Of(Values.TypeName(value)) : null),
        new("error", "<s?:x>", 1, (in Call call) => throw new JsonataException("D3137", text: Message(call.Text(0), "$error() function evaluated"))),
        new("assert", "<bs?:x>", 2, Assert),
    ];

    private static string Message(string? given, string otherwise) => string.IsNullOrEmpty(given) ? otherwise : given;

    private static JsonValue? Assert(in Call call) => call[0] is JsonBoolean { Value: true }
        ? null
        : throw new JsonataException("D3141", text: Message(call.Text(1), "$assert() statement failed"));
}
