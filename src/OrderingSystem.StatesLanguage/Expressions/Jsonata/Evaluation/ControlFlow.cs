using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Evaluation;

/// <summary><c>condition ? then : else</c>.</summary>
internal sealed class ConditionNode(int position, Node condition, Node then, Node? otherwise) : Node(position)
{
    public override JsonValue? Compute(EvaluationRun run, JsonValue? input, Frame frame) => Values.Truthy(run, condition.Evaluate(run, input, frame))
        ? then.Evaluate(run, input, frame)
        : otherwise?.Evaluate(run, input, frame);

    public override JsonValue? EvaluateTail(EvaluationRun run, JsonValue? input, Frame frame) => Values.Truthy(run, condition.Evaluate(run, input, frame))
        ? then.EvaluateTail(run, input, frame)
        : otherwise?.EvaluateTail(run, input, frame);
}

/// <summary><c>left ?: right</c>, right where left is false; <c>left ?? right</c>, right where left is undefined.</summary>
internal sealed class DefaultNode(int position, bool onUndefined, Node left, Node right) : Node(position)
{
    public override JsonValue? Compute(EvaluationRun run, JsonValue? input, Frame frame)
    {
        var value = left.Evaluate(run, input, frame);
        return Holds(run, value) ? value : right.Evaluate(run, input, frame);
    }

    public override JsonValue? EvaluateTail(EvaluationRun run, JsonValue? input, Frame frame)
    {
        var value = left.Evaluate(run, input, frame);
        return Holds(run, value) ? value : right.EvaluateTail(run, input, frame);
    }

    private bool Holds(EvaluationRun run, JsonValue? value) => onUndefined ? value is not null : Values.Truthy(run, value);
}

/// <summary><c>(a; b; c)</c>: the value of the last.</summary>
/// <param name="binds">Whether something inside binds a variable; only then does the block need a scope of its own.</param>
internal sealed class BlockNode(int position, Node[] expressions, bool binds) : Node(position)
{
    public override JsonValue? Compute(EvaluationRun run, JsonValue? input, Frame frame)
    {
        var scope = binds ? new Frame(frame) : frame;
        JsonValue? result = null;
        foreach (var expression in expressions)
        {
            result = expression.Evaluate(run, input, scope);
        }

        return result;
    }

    public override JsonValue? EvaluateTail(EvaluationRun run, JsonValue? input, Frame frame)
    {
        if (expressions.Length == 0)
        {
            return null;
        }

        var scope = binds ? new Frame(frame) : frame;
        for (var i = 0; i < expressions.Length - 1; i++)
        {
            _ = expressions[i].Evaluate(run, input, scope);
        }

        return expressions[^1].EvaluateTail(run, input, scope);
    }
}

/// <summary><c>$name := value</c>.</summary>
internal sealed class BindNode(int position, string name, Node value) : Node(position)
{
    public override JsonValue? Compute(EvaluationRun run, JsonValue? input, Frame frame)
    {
        var result = value.Evaluate(run, input, frame);
        frame.Bind(name, result);
        return result;
    }
}
