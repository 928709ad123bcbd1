using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Evaluation;

/// <summary><c>+ - * / %</c>: undefined where a side is.</summary>
internal sealed class ArithmeticNode(int position, char symbol, Node left, Node right) : Node(position)
{
    public override JsonValue? Compute(EvaluationRun run, JsonValue? input, Frame frame)
    {
        var first = left.Evaluate(run, input, frame);
        var second = right.Evaluate(run, input, frame);
        var a = 0.0;
        var b = 0.0;
        if (first is not null && !IsFinite(first, out a))
        {
            throw new JsonataException("T2001", Position, symbol.ToString(), first);
        }

        if (second is not null && !IsFinite(second, out b))
        {
            throw new JsonataException("T2002", Position, symbol.ToString(), second);
        }

        if (first is null || second is null)
        {
            return null;
        }

        return JsonNumber.Computed(symbol switch
        {
            '+' => a + b,
            '-' => a - b,
            '*' => a * b,
            '/' => a / b,
            _ => a % b,
        });
    }

    private bool IsFinite(JsonValue value, out double number)
    {
        if (value is JsonNumber found && double.IsFinite(found.Double))
        {
            number = found.Double;
            return true;
        }

        try
        {
            return Values.IsNumber(value, out number);
        }
        catch (JsonataException infinite) when (infinite.Locate(Position, symbol.ToString()))
        {
            throw;
        }
    }
}

internal sealed class NegateNode(int position, Node operand) : Node(position)
{
    public override JsonValue? Compute(EvaluationRun run, JsonValue? input, Frame frame)
    {
        var value = operand.Evaluate(run, input, frame);
        return value is null ? null
            : Values.IsNumber(value, out var number) ? JsonNumber.Computed(-number)
            : throw new JsonataException("D1002", Position, "-", value);
    }
}

/// <summary><c>=</c> and <c>!=</c>, by value and deep; both false where a side is undefined.</summary>
internal sealed class EqualityNode(int position, bool negated, Node left, Node right) : Node(position)
{
    public override JsonValue? Compute(EvaluationRun run, JsonValue? input, Frame frame)
    {
        var first = left.Evaluate(run, input, frame);
        var second = right.Evaluate(run, input, frame);
        return JsonValue.Of(first is not null && second is not null && Values.DeepEquals(run, first, second) != negated);
    }
}

/// <summary><c>&lt; &lt;= &gt; &gt;=</c> on two numbers or two texts; texts by their UTF-16 units.</summary>
internal sealed class ComparisonNode(int position, string symbol, Node left, Node right) : Node(position)
{
    public override JsonValue? Compute(EvaluationRun run, JsonValue? input, Frame frame)
    {
        var first = left.Evaluate(run, input, frame);
        var second = right.Evaluate(run, input, frame);
        if (first is not (null or JsonString or JsonNumber) || second is not (null or JsonString or JsonNumber))
        {
            throw new JsonataException("T2010", Position, symbol, first is JsonString or JsonNumber ? second : first);
        }

        if (first is null || second is null)
        {
            return null;
        }

        if (first is JsonNumber a && second is JsonNumber b)
        {
            return JsonValue.Of(symbol switch
            {
                "<" => a.Double < b.Double,
                "<=" => a.Double <= b.Double,
                ">" => a.Double > b.Double,
                _ => a.Double >= b.Double,
            });
        }

        if (first is not JsonString x || second is not JsonString y)
        {
            throw new JsonataException("T2009", Position, symbol, first, second);
        }

        var order = string.CompareOrdinal(x.Value, y.Value);
        return JsonValue.Of(symbol switch
        {
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            _ => order >= 0,
        });
    }
}

/// <summary><c>and</c> and <c>or</c>; the right side is evaluated only where it decides.</summary>
internal sealed class LogicalNode(int position, bool isAnd, Node left, Node right) : Node(position)
{
    public override JsonValue? Compute(EvaluationRun run, JsonValue? input, Frame frame)
    {
        var first = Values.Truthy(run, left.Evaluate(run, input, frame));
        return JsonValue.Of(first != isAnd ? first : Values.Truthy(run, right.Evaluate(run, input, frame)));
    }
}

/// <summary><c>in</c>: simple values by value, arrays and objects by identity.</summary>
internal sealed class InclusionNode(int position, Node left, Node right) : Node(position)
{
    public override JsonValue? Compute(EvaluationRun run, JsonValue? input, Frame frame)
    {
        var item = left.Evaluate(run, input, frame);
        var list = right.Evaluate(run, input, frame);
        if (item is null || list is null)
        {
            return JsonValue.False;
        }

        if (!Values.TryItems(list, out var items))
        {
            return JsonValue.Of(Values.SameValue(item, list));
        }

        run.Charge(items.Length);
        foreach (var candidate in items)
        {
            if (Values.SameValue(item, candidate))
            {
                return JsonValue.True;
            }
        }

        return JsonValue.False;
    }
}

/// <summary><c>&amp;</c>: both sides as text, undefined as the empty one.</summary>
internal sealed class ConcatenationNode(int position, Node left, Node right) : Node(position)
{
    public override JsonValue? Compute(EvaluationRun run, JsonValue? input, Frame frame)
    {
        var first = left.Evaluate(run, input, frame);
        var second = right.Evaluate(run, input, frame);
        var head = first is null ? string.Empty : Stringifier.ToText(run, first);
        var tail = second is null ? string.Empty : Stringifier.ToText(run, second);
        run.ChargeLength(head.Length + (long)tail.Length);
        return JsonValue.Of(head + tail);
    }
}

/// <summary><c>[1..n]</c>.</summary>
internal sealed class RangeNode(int position, Node from, Node to) : Node(position)
{
    private const double MaxSize = 1e7;

    public override JsonValue? Compute(EvaluationRun run, JsonValue? input, Frame frame)
    {
        var first = from.Evaluate(run, input, frame);
        var last = to.Evaluate(run, input, frame);
        var start = Whole(first, "T2003");
        var end = Whole(last, "T2004");
        if (first is null || last is null || start > end)
        {
            return null;
        }

        var size = end - start + 1;
        return size <= MaxSize
            ? ListValue.Range(run, (long)start, (int)size, isSequence: true)
            : throw new JsonataException("D2014", Position, "..", JsonNumber.Of(size));
    }

    private double Whole(JsonValue? value, string code) => value switch
    {
        null => 0,
        JsonNumber { Double: var number } when double.IsInteger(number) => number,
        _ => throw new JsonataException(code, Position, "..", value),
    };
}
