using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Expressions.Jsonata.Evaluation;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Functions;

/// <summary><c>$keys</c>, <c>$merge</c>, <c>$spread</c> and their kin.</summary>
internal static class ObjectFunctions
{
    public static NativeFunction[] All { get; } =
    [
        new("keys", "<x-:a<s>>", 1, Keys),
        new("lookup", "<x-s:x>", 2, (in Call call) => call.Text(1) is { } name ? Values.Property(call.Run, call[0], name) : null),
        new("spread", "<x-:a<o>>", 1, (in Call call) => Spread(call.Run, call[0])),
        new("merge", "<a<o>:o>", 1, Merge),

        // Values never change, so that one is its own copy.
        new("clone", "<(oa)-:o>", 1, (in Call call) => call[0]),
    ];

    private static ListValue Keys(in Call call)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var result = new ListValue(isSequence: true);
        CollectKeys(call.Run, call[0], names, result);
        return result;
    }

    private static void CollectKeys(EvaluationRun run, JsonValue? value, HashSet<string> names, ListValue result)
    {
        run.Charge(1);
        if (Values.TryItems(value, out var items))
        {
            StackGuard.Ensure();
            foreach (var item in items)
            {
                CollectKeys(run, item, names, result);
            }
        }
        else if (value is JsonObject properties)
        {
            foreach (var (name, _) in properties.Span)
            {
                if (names.Add(name))
                {
                    result.Add(JsonValue.Of(name));
                }
            }
        }
    }

    private static JsonValue? Spread(EvaluationRun run, JsonValue? value)
    {
        if (value is JsonObject properties)
        {
            run.Charge(properties.Count);
            var result = new ListValue(isSequence: true, properties.Count);
            foreach (var (name, child) in properties.Span)
            {
                result.Add(JsonObject.Of((name, child)));
            }

            return result;
        }

        if (!Values.TryItems(value, out var items))
        {
            return value;
        }

        StackGuard.Ensure();
        var joined = new ListValue(isSequence: items.Length == 0);
        foreach (var item in items)
        {
            run.Charge(1);
            var part = Spread(run, item);
            if (Values.TryItems(part, out var several))
            {
                joined.AddRange(several);
            }
            else if (part is not null)
            {
                joined.Add(part);
            }
        }

        return joined;
    }

    private static JsonObject? Merge(in Call call)
    {
        if (call[0] is null)
        {
            return null;
        }

        var result = new JsonObject.Builder();
        foreach (var item in call.Items(0))
        {
            if (item is not JsonObject properties)
            {
                continue;
            }

            call.Run.Charge(properties.Count);
            foreach (var (name, value) in properties.Span)
            {
                _ = result.Set(name, value);
            }
        }

        return result.ToObject();
    }
}
