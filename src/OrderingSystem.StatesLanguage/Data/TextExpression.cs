using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.States;

namespace OrderingSystem.StatesLanguage.Data;

/// <summary>A field that holds a path or a call of an intrinsic function, such as <c>CausePath</c>.</summary>
internal sealed record TextExpression(string Text, PayloadTemplate Template, string Key)
{
    public static TextExpression? Read(ObjectReader fields, string name)
    {
        if (fields.Text(name) is not { } text)
        {
            return null;
        }

        // A template with the one field: paths and intrinsic calls are told apart, and misses worded, in one place.
        var found = new List<(string Location, string Problem)>();
        if (PayloadTemplate.TryCompile(JsonObject.Of((name + ".$", JsonValue.Of(text))), fields.Place(null), found, out var template))
        {
            return new TextExpression(text, template, name);
        }

        fields.Problem(name, $"The value for the field '{name}' must be a valid JSONPath or a valid intrinsic function call");
        return null;
    }

    public JsonValue Evaluate(StateContext context, JsonValue input) => ((JsonObject)context.Evaluate(Template, input))[Key]!;
}
