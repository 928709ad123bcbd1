using System.Text.RegularExpressions;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.ErrorHandling;

namespace OrderingSystem.StatesLanguage.Expressions.JsonPath;

/// <summary>A condition inside <c>[?(…)]</c>.</summary>
internal abstract class FilterNode
{
    /// <param name="current">The value that <c>@</c> means.</param>
    public abstract bool Passes(JsonValue current, PathEvaluation evaluation);
}

/// <summary><c>a &amp;&amp; b &amp;&amp; c</c>; a list, because a chain of a thousand must not recurse a thousand levels.</summary>
internal sealed class AndFilter(FilterNode[] all) : FilterNode
{
    public override bool Passes(JsonValue current, PathEvaluation evaluation) => Array.TrueForAll(all, filter => filter.Passes(current, evaluation));
}

/// <summary><c>a || b || c</c>.</summary>
internal sealed class OrFilter(FilterNode[] any) : FilterNode
{
    public override bool Passes(JsonValue current, PathEvaluation evaluation) => Array.Exists(any, filter => filter.Passes(current, evaluation));
}

/// <summary><c>!a</c>.</summary>
internal sealed class NotFilter(FilterNode inner) : FilterNode
{
    public override bool Passes(JsonValue current, PathEvaluation evaluation) => !inner.Passes(current, evaluation);
}

/// <summary><c>@.a</c> alone: the path leads somewhere, be it to null or false.</summary>
internal sealed class ExistsFilter(FilterOperand path) : FilterNode
{
    public override bool Passes(JsonValue current, PathEvaluation evaluation) => path.Value(current, evaluation) switch
    {
        null => false,
        JsonArray { Count: 0 } when !path.IsDefinite => false,
        _ => true,
    };
}

/// <summary><c>@.a &lt; 1</c>, <c>@.a in ['x']</c> and the other operators between two values.</summary>
internal sealed class ComparisonFilter(FilterOperand left, Func<JsonValue?, JsonValue?, bool> relation, FilterOperand right) : FilterNode
{
    public override bool Passes(JsonValue current, PathEvaluation evaluation) =>
        relation(left.Value(current, evaluation), right.Value(current, evaluation));
}

/// <summary><c>@.a =~ /ab*/i</c>: the whole text matches.</summary>
internal sealed class RegexFilter(FilterOperand operand, PatternMatcher pattern) : FilterNode
{
    public override bool Passes(JsonValue current, PathEvaluation evaluation)
    {
        if (operand.Value(current, evaluation) is not { } value || value is JsonArray or JsonObject or JsonNull)
        {
            return false;
        }

        try
        {
            return pattern.IsMatch(JavaText.Of(value));
        }
        catch (RegexMatchTimeoutException)
        {
            throw new EvaluationException(ErrorNames.Runtime, "The regular expression of the JSONPath filter backtracks without end.");
        }
    }
}

/// <summary>One side of a comparison: a path from <c>@</c> or <c>$</c>, or a literal.</summary>
internal sealed class FilterOperand
{
    private readonly JsonPathExpression? _path;
    private readonly JsonValue? _literal;

    private FilterOperand(JsonPathExpression? path, JsonValue? literal)
    {
        _path = path;
        _literal = literal;
    }

    public bool IsPath => _path is not null;

    public bool IsDefinite => _path is null || _path.IsDefinite;

    public static FilterOperand Of(JsonPathExpression path) => new(path, literal: null);

    public static FilterOperand Of(JsonValue literal) => new(path: null, literal);

    /// <summary>Null where the path leads nowhere.</summary>
    public JsonValue? Value(JsonValue current, PathEvaluation evaluation) =>
        _path is null ? _literal : _path.Evaluate(_path.StartsAtCurrent ? current : evaluation.Root, evaluation);
}
