using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Expressions;
using OrderingSystem.StatesLanguage.Expressions.JsonPath;
using OrderingSystem.StatesLanguage.States;

namespace OrderingSystem.StatesLanguage.Data;

/// <summary>A number of seconds, written in the definition or found in the input: <c>TimeoutSeconds</c> and <c>TimeoutSecondsPath</c>.</summary>
internal sealed record SecondsField(string Name, long? Constant, JsonPathExpression? Path, JsonataTemplate? Query)
{
    public const long Largest = 99_999_999;

    /// <returns>Null where the state has neither field.</returns>
    public static SecondsField? Read(ObjectReader fields, QueryLanguage language, string name, long minimum)
    {
        if (language == QueryLanguage.Jsonata)
        {
            return JsonataTemplate.IsExpression(fields.Value(name))
                ? new SecondsField(name, null, null, JsonataTemplate.Read(fields, name))
                : fields.Integer(name, minimum, Largest) is { } written ? new SecondsField(name, written, null, null) : null;
        }

        if (!fields.TryOnlyOne(out var present, name, name + "Path"))
        {
            return null;
        }

        return present == name
            ? fields.Integer(name, minimum, Largest) is { } seconds ? new SecondsField(present, seconds, null, null) : null
            : fields.Path(present) is { } path ? new SecondsField(present, null, path, null) : null;
    }

    public long Evaluate(StateContext context, Payload input)
    {
        if (Query is not null)
        {
            return Computed(context, Query);
        }

        if (Path is null)
        {
            return Constant!.Value;
        }

        var scope = context.Scope(input.Value);
        var found = Name == "SecondsPath"
            ? scope.Resolve(Path) ?? throw new EvaluationException(ErrorNames.Runtime, $"The SecondsPath parameter does not reference an input value: {Path.Text}")
            : scope.ResolveRequired(Path);
        if (found is not JsonNumber number || !number.IsInteger || !number.TryGetInteger(out var seconds))
        {
            throw new EvaluationException(ErrorNames.Runtime, $"The {Name} parameter cannot be parsed as a long value: {Path.Text} == {JavaText.Of(found)}");
        }

        return seconds >= 0 ? seconds
            : throw new EvaluationException(ErrorNames.Runtime, $"The {Name} parameter references a negative value: {Path.Text} == {seconds}");
    }

    private long Computed(StateContext context, JsonataTemplate query)
    {
        var value = query.Evaluate(context, default);
        return value is JsonNumber number && number.TryGetInteger(out var seconds)
            ? seconds is >= 0 and <= Largest
                ? seconds
                : throw new EvaluationException(ErrorNames.QueryEvaluationError, $"The {Name} field must be from 0 to {Largest}: {seconds}") { Location = Name }
            : throw query.Unexpected(Name, "number", value);
    }
}
