using System.Globalization;
using OrderingSystem.StatesLanguage.Data;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Expressions;
using OrderingSystem.StatesLanguage.Expressions.JsonPath;

namespace OrderingSystem.StatesLanguage.States.Map;

/// <summary>
/// A number that steers a Map: <c>MaxConcurrency</c>, written in the definition or, in JSONata, computed; <c>MaxConcurrencyPath</c>, found in the input.
/// </summary>
/// <param name="IsWhole">The number counts something.</param>
internal sealed record NumberField(string Name, bool IsWhole, double? Constant, JsonPathExpression? Path, JsonataTemplate? Query)
{
    /// <returns>Null where the state has no such field.</returns>
    public static NumberField? Read(ObjectReader fields, QueryLanguage language, string name, bool isWhole)
    {
        if (language == QueryLanguage.Jsonata && JsonataTemplate.IsExpression(fields.Value(name)))
        {
            return new NumberField(name, isWhole, null, null, JsonataTemplate.Read(fields, name));
        }

        var pathName = name + "Path";
        if (language == QueryLanguage.JsonPath && fields.Has(pathName))
        {
            if (fields.Has(name))
            {
                fields.Problem(null, $"Only one of these fields is allowed: [{name}, {pathName}]");
            }

            return fields.Path(pathName) is { } path ? new NumberField(name, isWhole, null, path, null) : null;
        }

        var constant = isWhole ? fields.Integer(name, 0, int.MaxValue) : fields.Number(name, 0);
        return constant is null ? null : new NumberField(name, isWhole, constant, null, null);
    }

    /// <remarks>The service also takes a string that holds the number.</remarks>
    public double Evaluate(StateContext context, Payload input)
    {
        if (Query is not null)
        {
            var computed = Query.Evaluate(context, default);
            return TryRead(computed) ?? throw Query.Unexpected(Name, "number", computed);
        }

        if (Path is null)
        {
            return Constant!.Value;
        }

        var found = context.Scope(input.Value).ResolveRequired(Path);
        return TryRead(found) ?? throw new EvaluationException(ErrorNames.Runtime,
            $"The {Name}Path field refers to value \"{JavaText.Of(found)}\" which is not a valid {(IsWhole ? "integer" : "float")}: {Path.Text}");
    }

    private double? TryRead(JsonValue value) => value switch
    {
        JsonNumber number when !IsWhole || number.IsInteger => number.Double,
        JsonString { Value: var text } when double.TryParse(text, IsWhole ? NumberStyles.AllowLeadingSign : NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };
}
