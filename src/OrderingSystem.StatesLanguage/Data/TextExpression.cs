using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.Expressions.Intrinsics;
using OrderingSystem.StatesLanguage.Expressions.JsonPath;
using OrderingSystem.StatesLanguage.States;

namespace OrderingSystem.StatesLanguage.Data;

/// <summary>A field that holds a path or a call of an intrinsic function, such as <c>CausePath</c>.</summary>
/// <param name="Path">Null where the field holds a call.</param>
internal sealed record TextExpression(string Field, JsonPathExpression? Path, IntrinsicExpression? Call)
{
    public string Text => Path?.Text ?? Call!.Text;

    public static TextExpression? Read(ObjectReader fields, string field)
    {
        if (fields.Text(field) is not { } text)
        {
            return null;
        }

        if (JsonPathExpression.TryParse(text, out var path, out _))
        {
            return new TextExpression(field, path, null);
        }

        if (IntrinsicExpression.TryParse(text, out var call, out _))
        {
            return new TextExpression(field, null, call);
        }

        fields.Problem(field, $"The value for the field '{field}' must be a valid JSONPath or a valid intrinsic function call");
        return null;
    }

    public JsonValue Evaluate(StateContext context, JsonValue input) =>
        Call is null ? context.Scope(input).ResolveField(Path!, Field) : context.Evaluate(Call, input);
}
