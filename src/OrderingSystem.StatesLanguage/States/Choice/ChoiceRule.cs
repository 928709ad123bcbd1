using System.Collections.Immutable;
using OrderingSystem.StatesLanguage.Data;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Expressions;
using OrderingSystem.StatesLanguage.Expressions.JsonPath;

namespace OrderingSystem.StatesLanguage.States.Choice;

internal abstract record ChoiceRule
{
    public abstract bool Holds(StateContext context, Payload input);
}

internal sealed record AndRule(ImmutableArray<ChoiceRule> Rules) : ChoiceRule
{
    public override bool Holds(StateContext context, Payload input)
    {
        foreach (var rule in Rules)
        {
            if (!rule.Holds(context, input))
            {
                return false;
            }
        }

        return true;
    }
}

internal sealed record OrRule(ImmutableArray<ChoiceRule> Rules) : ChoiceRule
{
    public override bool Holds(StateContext context, Payload input)
    {
        foreach (var rule in Rules)
        {
            if (rule.Holds(context, input))
            {
                return true;
            }
        }

        return false;
    }
}

internal sealed record NotRule(ChoiceRule Rule) : ChoiceRule
{
    public override bool Holds(StateContext context, Payload input) => !Rule.Holds(context, input);
}

/// <summary><c>IsPresent</c>: the one rule for which a missing variable is an answer and not an error.</summary>
internal sealed record PresenceRule(JsonPathExpression Variable, bool Expected) : ChoiceRule
{
    public override bool Holds(StateContext context, Payload input)
    {
        var scope = context.Scope(input.Value);
        var found = scope.Resolve(Variable);
        var present = Variable.IsDefinite ? found is not null : found is JsonArray { Count: > 0 };
        return present == Expected;
    }
}

/// <summary>Compares a variable with a value, or with what another path finds.</summary>
/// <param name="Comparand">Null where <paramref name="ComparandPath"/> is set.</param>
internal sealed record ComparisonRule(JsonPathExpression Variable, ChoiceComparator Comparator, JsonValue? Comparand, JsonPathExpression? ComparandPath) : ChoiceRule
{
    public override bool Holds(StateContext context, Payload input)
    {
        var scope = context.Scope(input.Value);
        var value = Find(scope, Variable);
        return Comparator.Compare(value, Comparand ?? Find(scope, ComparandPath!));
    }

    private static JsonValue Find(EvaluationScope scope, JsonPathExpression path) => scope.Resolve(path)
        ?? throw new EvaluationException(ErrorNames.Runtime, $"Invalid path '{path.Text}': The choice state's condition path references an invalid value.");
}

/// <summary>In JSONata: <c>"Condition": "{% $states.input.total > 100 %}"</c>.</summary>
internal sealed record ConditionRule(JsonataTemplate Condition) : ChoiceRule
{
    public override bool Holds(StateContext context, Payload input) => Condition.Evaluate<JsonBoolean>(context, "Condition", "boolean").Value;
}
