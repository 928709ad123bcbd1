using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Expressions.Jsonata.Evaluation;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Functions;

/// <summary><c>$map</c>, <c>$filter</c>, <c>$reduce</c> and their kin.</summary>
internal static class HigherOrderFunctions
{
    public static NativeFunction[] All { get; } =
    [
        new("map", "<af>", 2, Map),
        new("filter", "<af>", 2, Filter),
        new("single", "<af?>", 2, Single),
        new("reduce", "<afj?:j>", 3, Reduce),
        new("sift", "<o-f?:o>", 2, Sift),
        new("each", "<o-f:a>", 2, Each),
    ];

    private static ListValue? Map(in Call call)
    {
        if (call[0] is not { } array || call.Function(1) is not { } function)
        {
            return null;
        }

        var items = call.Items(0);
        var result = new ListValue(isSequence: true, items.Length);
        for (var i = 0; i < items.Length; i++)
        {
            if (call.Invoke(function, items[i], JsonNumber.Of(i), array) is { } value)
            {
                result.Add(value);
            }
        }

        return result;
    }

    private static ListValue? Filter(in Call call)
    {
        if (call[0] is not { } array || call.Function(1) is not { } function)
        {
            return null;
        }

        var items = call.Items(0);
        var result = new ListValue(isSequence: true);
        for (var i = 0; i < items.Length; i++)
        {
            if (Values.Truthy(call.Run, call.Invoke(function, items[i], JsonNumber.Of(i), array)))
            {
                result.Add(items[i]);
            }
        }

        return result;
    }

    private static JsonValue? Single(in Call call)
    {
        if (call[0] is not { } array)
        {
            return null;
        }

        var items = call.Items(0);
        JsonValue? found = null;
        var count = 0;
        for (var i = 0; i < items.Length; i++)
        {
            if (call.Function(1) is not { } function || Values.Truthy(call.Run, call.Invoke(function, items[i], JsonNumber.Of(i), array)))
            {
                found = items[i];
                if (++count > 1)
                {
                    throw new JsonataException("D3138", index: i);
                }
            }
        }

        return count == 1 ? found : throw new JsonataException("D3139");
    }

    private static JsonValue? Reduce(in Call call)
    {
        if (call[0] is not { } array || call.Function(1) is not { } function)
        {
            return null;
        }

        if (function.Arity < 2)
        {
            throw new JsonataException("D3050", index: 1);
        }

        var items = call.Items(0);
        var result = call[2];
        var start = 0;
        if (result is null && items.Length > 0)
        {
            result = items[0];
            start = 1;
        }

        for (var i = start; i < items.Length; i++)
        {
            result = call.Run.Call(function, function.Arity switch
            {
                2 => [result, items[i]],
                3 => [result, items[i], JsonNumber.Of(i)],
                _ => [result, items[i], JsonNumber.Of(i), array],
            }, call.Frame);
        }

        return result;
    }

    private static JsonObject? Sift(in Call call)
    {
        if (call[0] is not JsonObject properties || call.Function(1) is not { } function)
        {
            return null;
        }

        var result = new JsonObject.Builder();
        foreach (var (name, value) in properties.Span)
        {
            if (Values.Truthy(call.Run, call.Invoke(function, value, JsonValue.Of(name), properties)))
            {
                _ = result.Set(name, value);
            }
        }

        return result.Count == 0 ? null : result.ToObject();
    }

    private static ListValue Each(in Call call)
    {
        var result = new ListValue(isSequence: true);
        if (call[0] is not JsonObject properties || call.Function(1) is not { } function)
        {
            return result;
        }

        foreach (var (name, value) in properties.Span)
        {
            if (call.Invoke(function, value, JsonValue.Of(name), properties) is { } found)
            {
                result.Add(found);
            }
        }

        return result;
    }
}
