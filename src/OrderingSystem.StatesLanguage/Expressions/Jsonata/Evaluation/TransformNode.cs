using System.Runtime.CompilerServices;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Expressions.Jsonata.Functions;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Evaluation;

/// <summary><c>|pattern|update,delete|</c>: a function that gives back its argument with the objects at the pattern changed.</summary>
internal sealed class TransformNode(int position, Node pattern, Node update, Node? delete) : Node(position)
{
    private static readonly Signature ArgumentSignature = Signature.Parse("<(oa):o>");

    public override JsonValue? Compute(EvaluationRun run, JsonValue? input, Frame frame) => new TransformValue(this, frame);

    private JsonValue? Transform(EvaluationRun run, JsonValue? argument, Frame frame)
    {
        if (argument is null)
        {
            return null;
        }

        if (run.Lookup(frame, "clone") is not FunctionValue clone)
        {
            throw new JsonataException("T2013", Position);
        }

        // Values are immutable, so "changing" the clone means noting, for each of its objects, which object takes its place. That needs every object
        // of the clone to be one of its kind.
        var root = run.Apply(clone, [argument], JsonValue.Null, frame);
        root = root is null ? null : TreeCopy.Copy(run, root);
        var matches = pattern.Evaluate(run, root, frame);
        var replaced = new Replacements(run);
        foreach (var match in matches is null ? [] : Values.ItemsOrSelf(matches))
        {
            Change(run, match, replaced, frame);
        }

        return root is null ? null : replaced.Rebuild(root, 0);
    }

    private void Change(EvaluationRun run, JsonValue? match, Replacements replaced, Frame frame)
    {
        var current = match is null ? null : replaced.Rebuild(match, 0);
        var changes = update.Evaluate(run, current, frame);
        if (changes is not (null or JsonObject))
        {
            throw new JsonataException("T2011", update.Position, value: changes);
        }

        var changed = current as JsonObject;
        if (changed is not null && changes is JsonObject { Count: > 0 } additions)
        {
            var builder = new JsonObject.Builder(changed.Count + additions.Count);
            AddAll(builder, changed);
            AddAll(builder, additions);
            changed = builder.ToObject();
        }

        if (delete?.Evaluate(run, changed ?? current, frame) is { } deletions)
        {
            var names = Values.ItemsOrSelf(deletions);
            if (!Values.AllStrings(names))
            {
                throw new JsonataException("T2012", delete.Position, value: deletions);
            }

            changed = changed is null ? null : Without(changed, names);
        }

        if (changed is not null && !ReferenceEquals(changed, current))
        {
            replaced.Note(match!, current!, changed);
        }
    }

    private static void AddAll(JsonObject.Builder builder, JsonObject properties)
    {
        foreach (var (name, value) in properties.Span)
        {
            _ = builder.Set(name, value);
        }
    }

    private static JsonObject Without(JsonObject properties, ReadOnlySpan<JsonValue?> names)
    {
        var removed = new HashSet<string>(names.Length, StringComparer.Ordinal);
        foreach (var name in names)
        {
            _ = removed.Add(((JsonString)name!).Value);
        }

        var builder = new JsonObject.Builder(properties.Count);
        foreach (var (name, value) in properties.Span)
        {
            if (!removed.Contains(name))
            {
                _ = builder.Set(name, value);
            }
        }

        return builder.ToObject();
    }

    private sealed class TransformValue(TransformNode node, Frame scope) : FunctionValue
    {
        public override int Arity => 1;

        public override Signature Signature => ArgumentSignature;

        public override JsonValue? Invoke(EvaluationRun run, JsonValue?[] arguments, JsonValue? context, Frame frame) => node.Transform(run, arguments[0], scope);
    }

    /// <summary>Which object stands in for which.</summary>
    private sealed class Replacements(EvaluationRun run)
    {
        private const int MaxDepth = JsonValue.MaxDepth;

        private readonly Dictionary<JsonValue, JsonValue> _newer = new(ByReference.Instance);

        public void Note(JsonValue original, JsonValue current, JsonValue changed)
        {
            _newer[current] = changed;
            if (!ReferenceEquals(original, current))
            {
                _newer[original] = changed;
            }
        }

        /// <summary>The value with everything in it replaced that has been.</summary>
        /// <exception cref="JsonataException">D1011: an update put an object inside itself.</exception>
        public JsonValue Rebuild(JsonValue value, int depth)
        {
            if (_newer.Count == 0)
            {
                return value;
            }

            run.Charge(1);
            while (_newer.TryGetValue(value, out var newer))
            {
                value = newer;
                run.Charge(1);
            }

            if (depth > MaxDepth)
            {
                throw new JsonataException("D1011");
            }

            StackGuard.Ensure();
            switch (value)
            {
                case JsonObject properties:
                    return RebuildObject(properties, depth);
                case JsonArray or ListValue:
                    _ = Values.TryItems(value, out var items);
                    return RebuildItems(value, items, depth);
                default:
                    return value;
            }
        }

        private JsonObject RebuildObject(JsonObject properties, int depth)
        {
            var result = properties;
            foreach (var (name, value) in properties.Span)
            {
                var rebuilt = Rebuild(value, depth + 1);
                if (!ReferenceEquals(rebuilt, value))
                {
                    result = result.With(name, rebuilt);
                }
            }

            return result;
        }

        private JsonValue RebuildItems(JsonValue array, ReadOnlySpan<JsonValue?> items, int depth)
        {
            JsonValue?[]? changed = null;
            for (var i = 0; i < items.Length; i++)
            {
                var rebuilt = items[i] is { } item ? Rebuild(item, depth + 1) : null;
                if (!ReferenceEquals(rebuilt, items[i]))
                {
                    changed ??= items.ToArray();
                    changed[i] = rebuilt;
                }
            }

            // The clone holds plain arrays only, and what was built of undefined items came through the update; neither needs a list's flags.
            return changed is null ? array : Array.TrueForAll(changed, item => item is not (null or ListValue)) ? new JsonArray(changed!) : Keep(changed);
        }

        private ListValue Keep(JsonValue?[] items)
        {
            var list = ListValue.Of(items);
            _ = run.Store(list);
            return list;
        }
    }

    private sealed class ByReference : IEqualityComparer<JsonValue>
    {
        public static ByReference Instance { get; } = new();

        public bool Equals(JsonValue? x, JsonValue? y) => ReferenceEquals(x, y);

        public int GetHashCode(JsonValue obj) => RuntimeHelpers.GetHashCode(obj);
    }
}

/// <summary>Copies a value so that no two places in it share an object or array.</summary>
internal static class TreeCopy
{
    public static JsonValue Copy(EvaluationRun run, JsonValue value)
    {
        run.Charge(1);
        switch (value)
        {
            case JsonObject properties:
                StackGuard.Ensure();
                var builder = new JsonObject.Builder(properties.Count);
                foreach (var (name, child) in properties.Span)
                {
                    _ = builder.Set(name, Copy(run, child));
                }

                return builder.Count == 0 ? JsonObject.NewEmpty() : builder.ToObject();
            case JsonArray or ListValue:
                StackGuard.Ensure();
                _ = Values.TryItems(value, out var items);
                var copies = new JsonValue[items.Length];
                for (var i = 0; i < copies.Length; i++)
                {
                    copies[i] = items[i] is { } item ? Copy(run, item) : JsonValue.Null;
                }

                return new JsonArray(copies);
            case FunctionValue:
                return JsonString.Empty; // as the reference's clone by way of text has it
            default:
                return value;
        }
    }
}
