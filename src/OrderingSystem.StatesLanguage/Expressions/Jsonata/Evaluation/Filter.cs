using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Evaluation;

/// <summary>What follows a step in a path: a filter or the binding of an index.</summary>
internal abstract class Stage;

/// <summary><c>#$i</c> after a filter: numbers the rows that are left.</summary>
internal sealed class IndexStage(string name) : Stage
{
    public string Name { get; } = name;
}

/// <summary><c>[predicate]</c>: an index, several, or a condition.</summary>
internal sealed class Filter : Stage
{
    private readonly Node _predicate;
    private readonly double? _index;

    public Filter(Node predicate)
    {
        _predicate = predicate;
        _index = predicate is LiteralNode { Value: JsonNumber number } ? Math.Floor(number.Double) : null;
    }

    public JsonValue? Apply(EvaluationRun run, JsonValue? input, Frame frame)
    {
        var isTupleStream = input is ListValue { IsTupleStream: true };
        var items = Values.ItemsOrSelf(input);
        if (_index is not { } index)
        {
            return ByPredicate(run, items, isTupleStream, frame);
        }

        var item = At(items, index);
        if (Values.IsArray(item))
        {
            return item;
        }

        var result = new ListValue(isSequence: true, capacity: 1) { IsTupleStream = isTupleStream };
        if (item is not null)
        {
            result.Add(item);
        }

        return result;
    }

    private ListValue ByPredicate(EvaluationRun run, ReadOnlySpan<JsonValue?> items, bool isTupleStream, Frame frame)
    {
        var results = new ListValue(isSequence: true) { IsTupleStream = isTupleStream };
        run.Charge(items.Length);
        for (var i = 0; i < items.Length; i++)
        {
            var item = items[i];
            var chosen = isTupleStream && item is TupleValue tuple
                ? _predicate.Evaluate(run, tuple.Context, tuple.ToFrame(frame))
                : _predicate.Evaluate(run, item, frame);
            if (Values.IsNumber(chosen, out var single))
            {
                if (Same(single, i, items.Length))
                {
                    results.Add(item);
                }
            }
            else if (Values.TryItems(chosen, out var several) && Values.AllNumbers(several))
            {
                run.Charge(several.Length);
                foreach (var candidate in several)
                {
                    if (Same(((JsonNumber)candidate!).Double, i, items.Length))
                    {
                        results.Add(item);
                    }
                }
            }
            else if (Values.Truthy(run, chosen))
            {
                results.Add(item);
            }
        }

        return results;
    }

    private static JsonValue? At(ReadOnlySpan<JsonValue?> items, double index)
    {
        var at = index < 0 ? items.Length + index : index;
        return at >= 0 && at < items.Length ? items[(int)at] : null;
    }

    private static bool Same(double index, int at, int count)
    {
        var whole = Math.Floor(index);
        return (whole < 0 ? count + whole : whole) == at;
    }
}
