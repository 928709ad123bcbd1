using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Evaluation;

/// <summary>One step of a path.</summary>
/// <param name="expression">Null where the step sorts.</param>
internal sealed class PathStep(Node? expression, SortNode? sort, Stage[] stages)
{
    public Node? Expression { get; } = expression;

    public SortNode? Sort { get; } = sort;

    public Stage[] Stages { get; } = stages;

    /// <summary>From this step on the path carries rows with bound variables.</summary>
    public bool BindsTuples { get; init; }

    /// <summary>The variable of <c>@$name</c>.</summary>
    public string? Focus { get; init; }

    /// <summary>The variable of <c>#$name</c>.</summary>
    public string? IndexName { get; init; }

    /// <summary>Where a later <c>%</c> looks for what this step was taken from.</summary>
    public ParentSlot? Ancestor { get; init; }
}

/// <summary><c>a.b[0].c</c>: each step is evaluated for each item that the step before it gave, and the results are joined.</summary>
/// <param name="firstIsConstructed">The first step is an array constructor: it sees the whole input at once.</param>
/// <param name="yieldsTuples">The path is part of another that needs its rows.</param>
/// <param name="keepsArray">The path says <c>[]</c> somewhere: one result stays an array.</param>
internal sealed class PathNode(int position, PathStep[] steps, Grouping? grouping, bool firstIsConstructed, bool yieldsTuples, bool keepsArray) : Node(position)
{
    private readonly NameNode? _onlyName = steps is [{ Expression: NameNode name, Stages: [], BindsTuples: false }] && grouping is null && !keepsArray && !yieldsTuples
        ? name
        : null;

    private readonly bool _firstIsVariable =
        (steps[0].Expression is DecoratedNode decorated ? decorated.Inner : steps[0].Expression) is VariableNode or ContextNode or RootInputNode;

    public override JsonValue? Evaluate(EvaluationRun run, JsonValue? input, Frame frame)
    {
        if (_onlyName is not null && input is JsonObject properties)
        {
            if (!properties.TryGet(_onlyName.Name, out var found))
            {
                return null;
            }

            if (found is not ListValue)
            {
                return found;
            }
        }

        return base.Evaluate(run, input, frame);
    }

    public override JsonValue? Compute(EvaluationRun run, JsonValue? input, Frame frame)
    {
        var current = _firstIsVariable && Values.IsArray(input) ? ListValue.SequenceOf(input) : input;
        ListValue? rows = null;
        for (var i = 0; i < steps.Length; i++)
        {
            var step = steps[i];
            if (i == 0 && firstIsConstructed)
            {
                current = step.Expression!.Evaluate(run, current, frame);
            }
            else if (rows is not null || step.BindsTuples)
            {
                rows = Tuples.Step(run, step, current, rows, frame);
                continue;
            }
            else
            {
                current = Step(run, step, current, frame, isLast: i == steps.Length - 1);
            }

            if (current is null || (Values.IsArray(current) && Values.CountOf(current) == 0))
            {
                break;
            }
        }

        var result = rows is null ? current : yieldsTuples ? rows : Tuples.Contexts(rows);
        if (keepsArray)
        {
            result = Keep(result);
        }

        return grouping is null ? result : grouping.Apply(run, rows is null ? result : rows, frame);
    }

    private static JsonValue? Step(EvaluationRun run, PathStep step, JsonValue? input, Frame frame, bool isLast)
    {
        if (step.Sort is not null)
        {
            return ApplyStages(run, step.Stages, step.Sort.Sort(run, input, frame), frame);
        }

        if (!Values.TryItems(input, out var items))
        {
            return Finish(EvaluateItem(run, step, input, frame), isLast);
        }

        if (items.Length == 1)
        {
            return Finish(EvaluateItem(run, step, items[0], frame), isLast);
        }

        run.Charge(items.Length);

        // One result, if it is an array, comes through as it is; several are joined.
        JsonValue? first = null;
        ListValue? joined = null;
        foreach (var item in items)
        {
            var result = EvaluateItem(run, step, item, frame);
            if (result is null)
            {
                continue;
            }

            if (first is null)
            {
                first = result;
                continue;
            }

            if (joined is null)
            {
                joined = new ListValue(isSequence: true, items.Length);
                Join(run, joined, first);
            }

            Join(run, joined, result);
        }

        return joined ?? Finish(first, isLast);
    }

    private static JsonValue? EvaluateItem(EvaluationRun run, PathStep step, JsonValue? item, Frame frame)
    {
        var result = step.Expression!.Evaluate(run, item, frame);
        return step.Stages.Length == 0 ? result : ApplyStages(run, step.Stages, result, frame);
    }

    private static JsonValue? ApplyStages(EvaluationRun run, Stage[] stages, JsonValue? value, Frame frame)
    {
        foreach (var stage in stages)
        {
            if (stage is Filter filter)
            {
                value = filter.Apply(run, value, frame);
            }
        }

        return value;
    }

    /// <summary>What a step's only result comes to.</summary>
    private static JsonValue? Finish(JsonValue? result, bool isLast)
    {
        if (result is ListValue { IsTupleStream: true } rows)
        {
            result = Tuples.Contexts(rows);
        }

        if (!Values.TryItems(result, out var items))
        {
            return result;
        }

        var isSequence = result is ListValue { IsSequence: true };
        if (isLast && !isSequence)
        {
            return result;
        }

        if (result is ListValue { IsConstructed: true })
        {
            return ListValue.SequenceOf(result);
        }

        return items.Length switch
        {
            0 => null,
            1 when !Values.IsArray(items[0]) => items[0],
            > 1 when isSequence || !isLast => result,
            _ => ListValue.Of(items.ToArray(), isSequence: true),
        };
    }

    private static void Join(EvaluationRun run, ListValue joined, JsonValue result)
    {
        if (result is not ListValue { IsConstructed: true } && Values.TryItems(result, out var items))
        {
            run.ChargeLength(joined.Count + (long)items.Length);
            joined.AddRange(items);
        }
        else
        {
            joined.Add(result);
        }
    }

    private static JsonValue? Keep(JsonValue? result)
    {
        switch (result)
        {
            case null or JsonArray or ListValue { IsTupleStream: true }:
                return result;
            case ListValue { IsSequence: false, IsConstructed: false }:
                return result;
            case ListValue { IsSequence: true, Count: not 1 }:
                return result;
            case ListValue { IsSequence: true } one:
                var copy = ListValue.SequenceOf(one.Items[0]);
                copy.KeepsSingleton = true;
                return copy;
            default:
                var kept = ListValue.SequenceOf(result);
                kept.KeepsSingleton = true;
                return kept;
        }
    }
}
