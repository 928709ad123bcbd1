using System.Globalization;
using OrderingSystem.StatesLanguage.Data;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Expressions;
using OrderingSystem.StatesLanguage.Expressions.JsonPath;

namespace OrderingSystem.StatesLanguage.States.Map;

/// <summary><c>MaxConcurrency</c>, written in the definition or found in the input: <c>MaxConcurrencyPath</c>; 0 for no bound.</summary>
internal sealed record ConcurrencyField(long? Constant, JsonPathExpression? Path, JsonataTemplate? Query)
{
    /// <returns>Null where the state has neither field.</returns>
    public static ConcurrencyField? Read(ObjectReader fields, QueryLanguage language)
    {
        if (language == QueryLanguage.Jsonata && JsonataTemplate.IsExpression(fields.Value("MaxConcurrency")))
        {
            return new ConcurrencyField(null, null, JsonataTemplate.Read(fields, "MaxConcurrency"));
        }

        if (!fields.TryOnlyOne(out var present, "MaxConcurrency", "MaxConcurrencyPath"))
        {
            return null;
        }

        return present == "MaxConcurrency"
            ? fields.Integer(present, 0, int.MaxValue) is { } constant ? new ConcurrencyField(constant, null, null) : null
            : fields.Path(present) is { } path ? new ConcurrencyField(null, path, null) : null;
    }

    /// <remarks>The service also takes a string that holds an integer.</remarks>
    public long Evaluate(StateContext context, Payload input)
    {
        if (Query is not null)
        {
            var computed = Query.Evaluate(context, default);
            return computed is JsonNumber whole && whole.TryGetInteger(out var most) && most >= 0 ? most : throw Query.Unexpected("MaxConcurrency", "number", computed);
        }

        if (Path is null)
        {
            return Constant!.Value;
        }

        var found = context.Scope(input.Value).ResolveRequired(Path);
        return found switch
        {
            JsonNumber { IsInteger: true } number when number.TryGetInteger(out var value) && value >= 0 => value,
            JsonString { Value: var text } when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) => value,
            _ => throw new EvaluationException(ErrorNames.Runtime,
                $"The MaxConcurrencyPath field refers to value \"{JavaText.Of(found)}\" which is not a valid integer: {Path.Text}"),
        };
    }
}
