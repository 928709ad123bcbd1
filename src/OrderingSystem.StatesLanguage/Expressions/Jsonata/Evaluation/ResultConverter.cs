using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Evaluation;

/// <summary>Turns the result of an evaluation into JSON that shares nothing with the evaluation.</summary>
internal static class ResultConverter
{
    /// <exception cref="JsonataException">D1001: a number that JSON cannot hold.</exception>
    public static JsonValue? ToJson(EvaluationRun run, JsonValue? result) => result switch
    {
        null or FunctionValue or TupleValue => null,
        ListValue { IsOuterWrapper: true } wrapper => wrapper.Items[0],
        JsonNumber number when !double.IsFinite(number.Double) => throw new JsonataException("D1001", value: number),
        JsonObject or JsonArray when !run.StoredInternals => result,
        _ => Convert(run, result),
    };

    private static JsonValue Convert(EvaluationRun run, JsonValue value)
    {
        switch (value)
        {
            case FunctionValue:
                return JsonString.Empty;
            case JsonNumber number when !double.IsFinite(number.Double):
                throw new JsonataException("D1001", value: number);
            case TupleValue tuple:
                return tuple.Context is null ? JsonValue.Null : Convert(run, tuple.Context);
            case ListValue list:
                return ConvertItems(run, list);
            case JsonArray array when run.StoredInternals:
                return ConvertArray(run, array);
            case JsonObject properties when run.StoredInternals:
                return ConvertObject(run, properties);
            default:
                return value;
        }
    }

    private static JsonArray ConvertItems(EvaluationRun run, ListValue list)
    {
        StackGuard.Ensure();
        var items = list.Span;
        var converted = new JsonValue[items.Length];
        for (var i = 0; i < converted.Length; i++)
        {
            converted[i] = items[i] is { } item ? Convert(run, item) : JsonValue.Null;
        }

        return new JsonArray(converted);
    }

    private static JsonArray ConvertArray(EvaluationRun run, JsonArray array)
    {
        StackGuard.Ensure();
        JsonValue[]? changed = null;
        for (var i = 0; i < array.Count; i++)
        {
            var item = Convert(run, array[i]);
            if (changed is null && !ReferenceEquals(item, array[i]))
            {
                changed = array.Span.ToArray();
            }

            if (changed is not null)
            {
                changed[i] = item;
            }
        }

        return changed is null ? array : new JsonArray(changed);
    }

    private static JsonObject ConvertObject(EvaluationRun run, JsonObject properties)
    {
        StackGuard.Ensure();
        JsonObject.Builder? changed = null;
        for (var i = 0; i < properties.Count; i++)
        {
            var (name, value) = properties[i];
            var converted = Convert(run, value);
            if (changed is null && !ReferenceEquals(converted, value))
            {
                changed = new JsonObject.Builder(properties.Count);
                for (var before = 0; before < i; before++)
                {
                    _ = changed.Set(properties[before].Key, properties[before].Value);
                }
            }

            _ = changed?.Set(name, converted);
        }

        return changed?.ToObject() ?? properties;
    }
}
