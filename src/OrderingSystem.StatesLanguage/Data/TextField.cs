using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Expressions;
using OrderingSystem.StatesLanguage.States;

namespace OrderingSystem.StatesLanguage.Data;

/// <summary>A text: <c>Cause</c>, written in the definition or, in JSONata, computed; <c>CausePath</c>, found in the input.</summary>
/// <param name="Name">The field's name as it stands.</param>
internal sealed record TextField(string Name, string? Constant, TextExpression? Computed, JsonataTemplate? Query)
{
    /// <returns>Null where the state has no such field.</returns>
    public static TextField? Read(ObjectReader fields, QueryLanguage language, string name)
    {
        if (language == QueryLanguage.Jsonata)
        {
            return JsonataTemplate.IsExpression(fields.Value(name))
                ? new TextField(name, null, null, JsonataTemplate.Read(fields, name))
                : fields.Text(name) is { } text ? new TextField(name, text, null, null) : null;
        }

        if (!fields.TryOnlyOne(out var present, name, name + "Path"))
        {
            return null;
        }

        if (present == name)
        {
            PathWarnings.InField(fields, name);
            return fields.Text(name) is { } text ? new TextField(name, text, null, null) : null;
        }

        return TextExpression.Read(fields, present) is { } computed ? new TextField(present, null, computed, null) : null;
    }

    public string Evaluate(StateContext context, Payload input)
    {
        if (Query is not null)
        {
            return Query.Evaluate<JsonString>(context, Name, "string").Value;
        }

        if (Computed is null)
        {
            return Constant!;
        }

        return Computed.Evaluate(context, input.Value) is JsonString { Value: var text }
            ? text
            : throw new EvaluationException(ErrorNames.Runtime, $"The {Name} field must be a string: {Computed.Text}");
    }
}
