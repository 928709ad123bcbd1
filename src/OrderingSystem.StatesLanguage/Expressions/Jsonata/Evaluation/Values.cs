using System.Runtime.CompilerServices;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Evaluation;

/// <summary>The language's rules on values. Null stands for undefined throughout; JSON's null is <see cref="JsonNull"/>.</summary>
internal static class Values
{
    public static bool IsArray(JsonValue? value) => value is JsonArray or ListValue;

    /// <summary>The items of an array, whichever kind of array it is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryItems(JsonValue? value, out ReadOnlySpan<JsonValue?> items)
    {
        if (value is JsonArray array)
        {
            items = array.Span!;
            return true;
        }

        if (value is ListValue list)
        {
            items = list.Span;
            return true;
        }

        items = default;
        return false;
    }

    /// <summary>The items of an array; any other value, undefined among them, as the only item of a list.</summary>
    public static ReadOnlySpan<JsonValue?> ItemsOrSelf(JsonValue? value) => TryItems(value, out var items) ? items : new[] { value };

    public static int CountOf(JsonValue array) => array is ListValue list ? list.Count : ((JsonArray)array).Count;

    /// <summary>True for a number that JSON could hold. NaN is no number to the language.</summary>
    /// <exception cref="JsonataException">D1001: the number is infinite.</exception>
    public static bool IsNumber(JsonValue? value, out double number)
    {
        if (value is JsonNumber found && !double.IsNaN(found.Double))
        {
            number = found.Double;
            return double.IsFinite(number) ? true : throw new JsonataException("D1001", value: value);
        }

        number = 0;
        return false;
    }

    /// <summary>The boolean a value stands for: false for undefined, null, zero, the empty text, object and array, and a function.</summary>
    public static bool Truthy(EvaluationRun run, JsonValue? value)
    {
        switch (value)
        {
            case JsonBoolean boolean:
                return boolean.Value;
            case JsonString text:
                return text.Value.Length > 0;
            case JsonObject properties:
                return properties.Count > 0;
            case JsonNumber:
                return IsNumber(value, out var number) && number != 0;
            case JsonArray or ListValue:
                _ = TryItems(value, out var items);
                run.Charge(items.Length);
                StackGuard.Ensure();
                foreach (var item in items)
                {
                    if (Truthy(run, item))
                    {
                        return true;
                    }
                }

                return false;
            default:
                return false;
        }
    }

    public static bool AllNumbers(ReadOnlySpan<JsonValue?> items)
    {
        foreach (var item in items)
        {
            if (!IsNumber(item, out _))
            {
                return false;
            }
        }

        return true;
    }

    public static bool AllStrings(ReadOnlySpan<JsonValue?> items)
    {
        foreach (var item in items)
        {
            if (item is not JsonString)
            {
                return false;
            }
        }

        return true;
    }

    /// <param name="run">Pays for the comparison; null where nothing is to be paid.</param>
    public static bool DeepEquals(EvaluationRun? run, JsonValue? left, JsonValue? right)
    {
        if (ReferenceEquals(left, right))
        {
            return true;
        }

        if (TryItems(left, out var leftItems))
        {
            if (!TryItems(right, out var rightItems) || leftItems.Length != rightItems.Length)
            {
                return false;
            }

            run?.Charge(leftItems.Length);
            StackGuard.Ensure();
            for (var i = 0; i < leftItems.Length; i++)
            {
                if (!DeepEquals(run, leftItems[i], rightItems[i]))
                {
                    return false;
                }
            }

            return true;
        }

        if (left is JsonObject leftObject)
        {
            if (right is not JsonObject rightObject || leftObject.Count != rightObject.Count)
            {
                return false;
            }

            run?.Charge(leftObject.Count);
            StackGuard.Ensure();
            foreach (var (name, value) in leftObject.Span)
            {
                if (!rightObject.TryGet(name, out var other) || !DeepEquals(run, value, other))
                {
                    return false;
                }
            }

            return true;
        }

        return left is not null && !IsArray(right) && left.Equals(right);
    }

    /// <summary>Equal as <c>===</c> in JavaScript: simple values by value, arrays and objects by identity.</summary>
    public static bool SameValue(JsonValue? left, JsonValue? right) =>
        ReferenceEquals(left, right) || (left is JsonString or JsonNumber && left.Equals(right));

    /// <summary>The two lists one after the other; a value that is no array counts as a list of one, undefined as none.</summary>
    public static JsonValue? Append(EvaluationRun run, JsonValue? first, JsonValue? second)
    {
        if (first is null || second is null)
        {
            return first ?? second;
        }

        var head = ItemsOrSelf(first);
        var tail = ItemsOrSelf(second);
        run.ChargeLength(head.Length + (long)tail.Length);
        var joined = new ListValue(isSequence: false, head.Length + tail.Length);
        joined.AddRange(head);
        joined.AddRange(tail);
        return joined;
    }

    /// <summary>The property of an object, or of every object in an array.</summary>
    public static JsonValue? Property(EvaluationRun run, JsonValue? input, string name)
    {
        if (input is JsonObject properties)
        {
            return properties.TryGet(name, out var found) ? found : null;
        }

        if (!TryItems(input, out var items))
        {
            return null;
        }

        run.Charge(items.Length);
        StackGuard.Ensure();
        var sequence = new ListValue(isSequence: true, items.Length);
        foreach (var item in items)
        {
            var value = Property(run, item, name);
            if (TryItems(value, out var several))
            {
                sequence.AddRange(several);
            }
            else if (value is not null)
            {
                sequence.Add(value);
            }
        }

        return sequence;
    }

    /// <summary>The name that <c>$type</c> gives.</summary>
    public static string TypeName(JsonValue value) => value switch
    {
        JsonNull => "null",
        JsonNumber => "number",
        JsonString => "string",
        JsonBoolean => "boolean",
        JsonArray or ListValue => "array",
        FunctionValue => "function",
        _ => "object",
    };
}
