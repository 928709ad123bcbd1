using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Expressions.JsonPath;

namespace OrderingSystem.StatesLanguage.Expressions;

/// <summary>What paths can see while one state is evaluated.</summary>
/// <param name="Input">What <c>$</c> means: the (effective) input, or the result where a ResultSelector is evaluated.</param>
/// <param name="Context">Gives the context object, <c>$$</c>; asked only where a path needs it.</param>
/// <param name="Variable">Gives a variable's value by its name without <c>$</c>; null where it is not assigned.</param>
public sealed record EvaluationScope(JsonValue Input, Func<JsonValue> Context, Func<string, JsonValue?> Variable)
{
    /// <summary>The input as errors quote it; where the client's own text is at hand, give it: the service quotes it with its white space.</summary>
    public Func<string>? InputText { get; init; }

    /// <summary>A scope in which only <c>$</c> means something.</summary>
    public static EvaluationScope Of(JsonValue input) => new(input, static () => JsonObject.Empty, static _ => null);

    /// <returns>As <see cref="JsonPathExpression.Evaluate(JsonValue)"/>; null also where the path's variable is not assigned.</returns>
    public JsonValue? Resolve(JsonPathExpression path) => RootOf(path) is { } root ? path.Evaluate(root) : null;

    /// <summary>The value, for InputPath, OutputPath, TimeoutSecondsPath, HeartbeatSecondsPath.</summary>
    /// <exception cref="EvaluationException"><c>States.Runtime</c>: <c>Invalid path '$.a' : No results for path: $['a']</c>.</exception>
    public JsonValue ResolveRequired(JsonPathExpression path) => RootOf(path) is { } root ? path.EvaluateRequired(root) : throw Missing(path, path.Text);

    /// <summary>The value, for payload template fields, ErrorPath and CausePath.</summary>
    /// <param name="field">The field's name as it stands in the definition: <c>value.$</c>, <c>CausePath</c>.</param>
    /// <exception cref="EvaluationException">
    /// <c>States.Runtime</c>: <c>The JSONPath '$.a' specified for the field 'value.$' could not be found in the input '{…}'</c>.
    /// </exception>
    public JsonValue ResolveField(JsonPathExpression path, string field) => Resolve(path) ?? throw Missing(path, field);

    /// <summary>
    /// As <see cref="ResolveField"/>, with the service's leniency towards payload templates: an index beyond its array, as the last step,
    /// gives null.
    /// </summary>
    public JsonValue ResolveTemplateField(JsonPathExpression path, string field)
    {
        var root = RootOf(path);
        return (root is null ? null : path.Evaluate(root))
            ?? (root is not null && path.EndsBeyondArray(root) ? JsonValue.Null : throw Missing(path, field));
    }

    /// <summary>The input as errors quote it.</summary>
    internal string QuotedInput() => InputText is null ? Input.ToString() : InputText();

    internal JsonValue? RootOf(JsonPathExpression path) => path.Root switch
    {
        PathRoot.Context => Context(),
        PathRoot.Variable => Variable(path.VariableName!),
        _ => Input,
    };

    private EvaluationException Missing(JsonPathExpression path, string field)
    {
        var searched = path.Root == PathRoot.Context ? Context().ToString() : QuotedInput();
        return new EvaluationException(
            ErrorNames.Runtime, $"The JSONPath '{path.Text}' specified for the field '{field}' could not be found in the input '{searched}'");
    }
}
