using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Expressions.Jsonata.Functions;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Evaluation;

/// <summary>A string, number, boolean or null as written; also a regular expression, which is a function.</summary>
internal sealed class LiteralNode(int position, JsonValue value) : LeafNode(position)
{
    public JsonValue Value { get; } = value;

    public override JsonValue? Compute(EvaluationRun run, JsonValue? input, Frame frame) => Value;

    public override JsonValue? Evaluate(EvaluationRun run, JsonValue? input, Frame frame) => Value;
}

/// <summary>A property of the context: <c>name</c>.</summary>
internal sealed class NameNode(int position, string name) : LeafNode(position)
{
    public string Name { get; } = name;

    public override JsonValue? Compute(EvaluationRun run, JsonValue? input, Frame frame)
    {
        return Values.Property(run, input, Name);
    }

    public override JsonValue? Evaluate(EvaluationRun run, JsonValue? input, Frame frame) =>
        input is JsonObject properties && properties.TryGet(Name, out var found) && found is not ListValue ? found : base.Evaluate(run, input, frame);
}

/// <summary>A variable or a function of the library: <c>$name</c>.</summary>
internal sealed class VariableNode(int position, string name) : LeafNode(position)
{
    private LibraryEntry? _entry;

    public string Name { get; } = name;

    public override JsonValue? Compute(EvaluationRun run, JsonValue? input, Frame frame)
    {
        if (frame.TryGet(Name, out var local))
        {
            return local;
        }

        if (run.Bindings.TryGet(Name, out var bound))
        {
            return bound;
        }

        var entry = _entry;
        if (entry is null || !ReferenceEquals(entry.Library, run.Library))
        {
            entry = new LibraryEntry(run.Library, run.Library.Find(Name));
            _entry = entry; // two threads may both look it up; either answer serves
        }

        return entry.Function;
    }

    private sealed record LibraryEntry(FunctionLibrary Library, FunctionValue? Function);
}

/// <summary><c>$</c>, the context.</summary>
internal sealed class ContextNode(int position) : LeafNode(position)
{
    public override JsonValue? Compute(EvaluationRun run, JsonValue? input, Frame frame) =>
        input is ListValue { IsOuterWrapper: true } wrapper ? wrapper.Items[0] : input;
}

/// <summary><c>$$</c>, the input of the whole expression.</summary>
internal sealed class RootInputNode(int position) : LeafNode(position)
{
    public override JsonValue? Compute(EvaluationRun run, JsonValue? input, Frame frame) => run.Input;
}

/// <summary><c>%</c>, the object that the context was taken from; an earlier step of the path has noted it under this label.</summary>
internal sealed class ParentNode(int position, ParentSlot slot) : LeafNode(position)
{
    public override JsonValue? Compute(EvaluationRun run, JsonValue? input, Frame frame) => frame.TryGet(slot.Label, out var parent) ? parent : null;
}

/// <summary>The label under which a parent is noted. Where two <c>%</c> mean the same step, they come to share one label.</summary>
internal sealed class ParentSlot(string label)
{
    public string Label { get; set; } = label;

    /// <summary>Steps still to go up.</summary>
    public int Level { get; set; } = 1;
}

/// <summary><c>*</c>, the values of all properties.</summary>
internal sealed class WildcardNode(int position) : Node(position)
{
    public override JsonValue? Compute(EvaluationRun run, JsonValue? input, Frame frame)
    {
        var results = new ListValue(isSequence: true);
        if (input is ListValue { IsOuterWrapper: true } wrapper)
        {
            input = wrapper.Items[0];
        }

        if (input is JsonObject properties)
        {
            foreach (var (_, value) in properties.Span)
            {
                AddFlat(results, value);
            }
        }
        else if (Values.TryItems(input, out var items))
        {
            foreach (var item in items)
            {
                AddFlat(results, item);
            }
        }

        run.Charge(results.Count);
        return results;
    }

    private static void AddFlat(ListValue results, JsonValue? value)
    {
        if (!Values.TryItems(value, out var items))
        {
            results.Add(value);
            return;
        }

        StackGuard.Ensure();
        foreach (var item in items)
        {
            AddFlat(results, item);
        }
    }
}

/// <summary><c>**</c>, the context and everything inside it.</summary>
internal sealed class DescendantNode(int position) : Node(position)
{
    public override JsonValue? Compute(EvaluationRun run, JsonValue? input, Frame frame)
    {
        if (input is null)
        {
            return null;
        }

        var results = new ListValue(isSequence: true);
        Collect(results, input);
        run.Charge(results.Count);
        return results;
    }

    private static void Collect(ListValue results, JsonValue? value)
    {
        StackGuard.Ensure();
        if (Values.TryItems(value, out var items))
        {
            foreach (var item in items)
            {
                Collect(results, item);
            }

            return;
        }

        results.Add(value);
        if (value is JsonObject properties)
        {
            foreach (var (_, child) in properties.Span)
            {
                Collect(results, child);
            }
        }
    }
}
