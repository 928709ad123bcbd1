using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Evaluation;

/// <summary>One key of an order-by clause.</summary>
internal readonly record struct SortTerm(Node Expression, bool IsDescending);

/// <summary><c>^(a, >b)</c>: a stable sort; what lacks a key comes last.</summary>
internal sealed class SortNode(int position, SortTerm[] terms)
{
    public JsonValue? Sort(EvaluationRun run, JsonValue? input, Frame frame)
    {
        if (!Values.TryItems(input, out var items) || items.Length <= 1)
        {
            return input;
        }

        var isTupleStream = input is ListValue { IsTupleStream: true };
        var sorted = MergeSort.Sort(run, items, (a, b) => Compare(run, a, b, frame) > 0);
        if (!isTupleStream)
        {
            return ListValue.Of(sorted);
        }

        var rows = new ListValue(isSequence: true, sorted.Length) { IsTupleStream = true };
        rows.AddRange(sorted);
        return rows;
    }

    private int Compare(EvaluationRun run, JsonValue? a, JsonValue? b, Frame frame)
    {
        foreach (var term in terms)
        {
            var order = CompareKeys(Key(run, term, a, frame), Key(run, term, b, frame), out var missing);
            if (order != 0)
            {
                return term.IsDescending && !missing ? -order : order;
            }
        }

        return 0;
    }

    private static JsonValue? Key(EvaluationRun run, SortTerm term, JsonValue? item, Frame frame) => item is TupleValue tuple
        ? term.Expression.Evaluate(run, tuple.Context, tuple.ToFrame(frame))
        : term.Expression.Evaluate(run, item, frame);

    private int CompareKeys(JsonValue? a, JsonValue? b, out bool missing)
    {
        missing = a is null || b is null;
        return (a, b) switch
        {
            (null, null) => 0,
            (null, _) => 1,
            (_, null) => -1,
            (JsonNumber x, JsonNumber y) => x.Double.CompareTo(y.Double),
            (JsonString x, JsonString y) => string.CompareOrdinal(x.Value, y.Value),
            (JsonString or JsonNumber, JsonString or JsonNumber) => throw new JsonataException("T2007", position, value: a, value2: b),
            _ => throw new JsonataException("T2008", position, value: a is JsonString or JsonNumber ? b : a),
        };
    }
}

/// <summary>A stable sort by a question that may be answered by the expression's author, who need not be consistent.</summary>
internal static class MergeSort
{
    /// <param name="swap">True where the first belongs after the second.</param>
    public static JsonValue?[] Sort(EvaluationRun run, ReadOnlySpan<JsonValue?> items, Func<JsonValue?, JsonValue?, bool> swap)
    {
        var from = items.ToArray();
        var to = new JsonValue?[from.Length];
        for (var width = 1; width < from.Length; width *= 2)
        {
            run.Charge(from.Length);
            for (var start = 0; start < from.Length; start += width * 2)
            {
                Merge(from, to, start, Math.Min(start + width, from.Length), Math.Min(start + (width * 2), from.Length), swap);
            }

            (from, to) = (to, from);
        }

        return from;
    }

    private static void Merge(JsonValue?[] from, JsonValue?[] to, int start, int middle, int end, Func<JsonValue?, JsonValue?, bool> swap)
    {
        var left = start;
        var right = middle;
        for (var at = start; at < end; at++)
        {
            var takeRight = left >= middle || (right < end && swap(from[left], from[right]));
            to[at] = takeRight ? from[right++] : from[left++];
        }
    }
}
