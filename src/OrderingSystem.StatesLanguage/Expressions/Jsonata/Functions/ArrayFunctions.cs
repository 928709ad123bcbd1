using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Expressions.Jsonata.Evaluation;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Functions;

/// <summary><c>$append</c>, <c>$sort</c>, <c>$distinct</c> and their kin.</summary>
internal static class ArrayFunctions
{
    public static NativeFunction[] All { get; } =
    [
        new("append", "<xx:a>", 2, (in Call call) => Values.Append(call.Run, call[0], call[1])),
        new("reverse", "<a:a>", 1, Reverse),
        new("shuffle", "<a:a>", 1, Shuffle),
        new("distinct", "<x:x>", 1, Distinct),
        new("sort", "<af?:a>", 2, Sort),
        new("zip", "<a+>", 0, Zip),
    ];

    private static JsonValue? Reverse(in Call call)
    {
        if (call[0] is null || Values.CountOf(call[0]!) <= 1)
        {
            return call[0];
        }

        var items = call.Items(0).ToArray();
        Array.Reverse(items);
        return ListValue.Of(items);
    }

    private static JsonValue? Shuffle(in Call call)
    {
        if (call[0] is null || Values.CountOf(call[0]!) <= 1)
        {
            return call[0];
        }

        var items = call.Items(0).ToArray();
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = (int)(call.Run.Options.Random() * (i + 1));
            (items[i], items[j]) = (items[j], items[i]);
        }

        return ListValue.Of(items);
    }

    private static JsonValue? Distinct(in Call call)
    {
        if (!Values.TryItems(call[0], out var items) || items.Length <= 1)
        {
            return call[0];
        }

        var result = new ListValue(isSequence: call[0] is ListValue { IsSequence: true });
        var simple = new HashSet<JsonValue>();
        foreach (var item in items)
        {
            call.Run.Charge(1);
            if (item is JsonString or JsonNumber or JsonBoolean or JsonNull)
            {
                if (simple.Add(item))
                {
                    result.Add(item);
                }

                continue;
            }

            call.Run.Charge(result.Count);
            if (!Contains(call.Run, result, item))
            {
                result.Add(item);
            }
        }

        return result;
    }

    private static bool Contains(EvaluationRun run, ListValue list, JsonValue? value)
    {
        foreach (var item in list.Span)
        {
            if (Values.DeepEquals(run, item, value))
            {
                return true;
            }
        }

        return false;
    }

    private static JsonValue? Sort(in Call call)
    {
        if (call[0] is null || Values.CountOf(call[0]!) <= 1)
        {
            return call[0];
        }

        var items = call.Items(0);
        if (call.Function(1) is { } comparator)
        {
            var run = call.Run;
            var frame = call.Frame;
            return ListValue.Of(MergeSort.Sort(run, items, (a, b) => IsTrue(run, run.Call(comparator, [a, b], frame))));
        }

        if (Values.AllNumbers(items))
        {
            return ListValue.Of(MergeSort.Sort(call.Run, items, (a, b) => ((JsonNumber)a!).Double > ((JsonNumber)b!).Double));
        }

        return Values.AllStrings(items)
            ? ListValue.Of(MergeSort.Sort(call.Run, items, (a, b) => string.CompareOrdinal(((JsonString)a!).Value, ((JsonString)b!).Value) > 0))
            : throw new JsonataException("D3070", index: 1);
    }

    /// <summary>What a comparator answers, read as JavaScript reads it: any object or array is true.</summary>
    private static bool IsTrue(EvaluationRun run, JsonValue? answer) => answer is not null && (answer is JsonObject || Values.IsArray(answer) || Values.Truthy(run, answer));

    private static ListValue Zip(in Call call)
    {
        var length = int.MaxValue;
        foreach (var argument in call.Arguments)
        {
            length = Math.Min(length, Values.IsArray(argument) ? Values.CountOf(argument!) : 0);
        }

        length = call.Arguments.Length == 0 ? 0 : length;
        call.Run.ChargeLength((long)length * call.Arguments.Length);
        var result = new ListValue(isSequence: false, length);
        for (var i = 0; i < length; i++)
        {
            var row = new JsonValue?[call.Arguments.Length];
            for (var column = 0; column < row.Length; column++)
            {
                _ = Values.TryItems(call[column], out var items);
                row[column] = items[i];
            }

            result.Add(ListValue.Of(row));
        }

        return result;
    }
}
