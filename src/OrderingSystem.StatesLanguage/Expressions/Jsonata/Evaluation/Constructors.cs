using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Evaluation;

/// <summary><c>[a, b]</c>. What an item yields as an array is spread into the result, unless the item is itself written as an array.</summary>
internal sealed class ArrayNode(int position, Node[] items, bool isConstructed) : Node(position)
{
    public override JsonValue? Compute(EvaluationRun run, JsonValue? input, Frame frame)
    {
        if (items is [RangeNode range])
        {
            var list = range.Evaluate(run, input, frame) switch
            {
                null => new ListValue(isSequence: false, capacity: 0),
                ListValue several => several.ToPlainArray(),
                var single => ListValue.Of([single]),
            };
            list.IsConstructed = isConstructed;
            return list;
        }

        var result = new ListValue(isSequence: false, items.Length) { IsConstructed = isConstructed };
        foreach (var item in items)
        {
            var value = item.Evaluate(run, input, frame);
            if (value is null)
            {
                continue;
            }

            if (!IsWrittenAsArray(item) && Values.TryItems(value, out var several))
            {
                run.ChargeLength(result.Count + (long)several.Length);
                result.AddRange(several);
            }
            else
            {
                result.Add(value);
            }
        }

        return result;
    }

    private static bool IsWrittenAsArray(Node item) => item is ArrayNode or DecoratedNode { Inner: ArrayNode };
}

/// <summary><c>{ key: value }</c> as an expression of its own.</summary>
internal sealed class ObjectNode(int position, Grouping grouping) : Node(position)
{
    public override JsonValue? Compute(EvaluationRun run, JsonValue? input, Frame frame) => grouping.Apply(run, input, frame);
}

/// <summary>The pairs of an object constructor: on an array they group its items by key.</summary>
internal sealed class Grouping(int position, Node[] keys, Node[] values)
{
    public JsonValue Apply(EvaluationRun run, JsonValue? input, Frame frame)
    {
        if (!Values.TryItems(input, out var items))
        {
            return Single(run, input, frame);
        }

        var isTupleStream = input is ListValue { IsTupleStream: true };
        if (items.Length == 0)
        {
            return isTupleStream ? JsonObject.Empty : Single(run, input: null, frame);
        }

        return items.Length == 1 && !isTupleStream ? Single(run, items[0], frame) : Group(run, items, isTupleStream, frame);
    }

    private JsonObject Single(EvaluationRun run, JsonValue? input, Frame frame)
    {
        var result = new JsonObject.Builder(keys.Length);
        var used = new string?[keys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            var key = Key(run, i, input, frame);
            if (key is null)
            {
                continue;
            }

            if (Array.IndexOf(used, key, 0, i) >= 0)
            {
                throw new JsonataException("D1009", position, value: JsonValue.Of(key));
            }

            used[i] = key;
        }

        for (var i = 0; i < keys.Length; i++)
        {
            if (used[i] is { } key && values[i].Evaluate(run, input, frame) is { } value)
            {
                _ = result.Set(key, run.Store(value));
            }
        }

        return result.ToObject();
    }

    private JsonObject Group(EvaluationRun run, ReadOnlySpan<JsonValue?> items, bool isTupleStream, Frame frame)
    {
        run.Charge(items.Length);
        var groups = new Dictionary<string, Group>(StringComparer.Ordinal);
        var order = new List<Group>();
        foreach (var item in items)
        {
            var tuple = isTupleStream ? item as TupleValue : null;
            var scope = tuple is null ? frame : tuple.ToFrame(frame);
            for (var i = 0; i < keys.Length; i++)
            {
                var key = Key(run, i, tuple is null ? item : tuple.Context, scope);
                if (key is null)
                {
                    continue;
                }

                if (!groups.TryGetValue(key, out var group))
                {
                    group = new Group(key, i);
                    groups.Add(key, group);
                    order.Add(group);
                }
                else if (group.Pair != i)
                {
                    throw new JsonataException("D1009", position, value: JsonValue.Of(key));
                }

                group.Add(item);
            }
        }

        var result = new JsonObject.Builder(order.Count);
        foreach (var group in order)
        {
            var context = group.Data;
            var scope = frame;
            if (isTupleStream)
            {
                var merged = Tuples.Merge(run, group.Items);
                context = merged.Context;
                scope = merged.ToFrame(frame);
            }

            if (values[group.Pair].Evaluate(run, context, scope) is { } value)
            {
                _ = result.Set(group.Key, run.Store(value));
            }
        }

        return result.ToObject();
    }

    private string? Key(EvaluationRun run, int index, JsonValue? input, Frame frame) => keys[index].Evaluate(run, input, frame) switch
    {
        null => null,
        JsonString text => text.Value,
        var other => throw new JsonataException("T1003", position, value: other),
    };
}

/// <summary>The items that share a key.</summary>
internal sealed class Group(string key, int pair)
{
    private readonly List<JsonValue?> _items = [];

    public string Key { get; } = key;

    /// <summary>The pair of the constructor that gave the key.</summary>
    public int Pair { get; } = pair;

    public List<JsonValue?> Items => _items;

    /// <summary>The one item, or the items as an array; arrays among several are joined.</summary>
    public JsonValue? Data
    {
        get
        {
            if (_items.Count == 1)
            {
                return _items[0];
            }

            var joined = new ListValue(isSequence: false, _items.Count);
            foreach (var item in _items)
            {
                if (Values.TryItems(item, out var several))
                {
                    joined.AddRange(several);
                }
                else if (item is not null)
                {
                    joined.Add(item);
                }
            }

            return joined;
        }
    }

    public void Add(JsonValue? item) => _items.Add(item);
}
