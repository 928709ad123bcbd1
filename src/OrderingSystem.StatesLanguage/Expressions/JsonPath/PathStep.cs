using System.Text;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Expressions.JsonPath;

/// <summary>One step of a path, applied to one value at a time.</summary>
internal abstract class PathStep
{
    /// <summary>True where the step leads from one value to at most one.</summary>
    public abstract bool IsDefinite { get; }

    /// <summary>The value that a definite step leads to; null where there is none.</summary>
    public virtual JsonValue? SelectOne(JsonValue value, JsonValue root) =>
        throw new InvalidOperationException($"{GetType().Name} selects many values.");

    /// <summary>Adds every value that the step leads to, in document order.</summary>
    public virtual void Select(JsonValue value, PathEvaluation evaluation, List<JsonValue> matches)
    {
        if (SelectOne(value, evaluation.Root) is { } match)
        {
            matches.Add(match);
        }
    }

    /// <summary>The step in the bracket form that the service's errors use: <c>['a']</c>, <c>[0]</c>.</summary>
    public abstract void WriteTo(StringBuilder output);

    public override string ToString()
    {
        var output = new StringBuilder();
        WriteTo(output);
        return output.ToString();
    }
}

/// <summary><c>.name</c>, <c>['name']</c>.</summary>
internal sealed class MemberStep(string name) : PathStep
{
    public string Name { get; } = name;

    public override bool IsDefinite => true;

    public override JsonValue? SelectOne(JsonValue value, JsonValue root) => value is JsonObject members ? members[Name] : null;

    public override void WriteTo(StringBuilder output) => output.Append("['").Append(Name).Append("']");
}

/// <summary><c>['a','b']</c>: as the last step, an object of the named members that exist; before other steps, each of them.</summary>
internal sealed class MembersStep(string[] names, bool isLast) : PathStep
{
    public string[] Names { get; } = names;

    public override bool IsDefinite => isLast;

    public override JsonValue? SelectOne(JsonValue value, JsonValue root)
    {
        if (value is not JsonObject members)
        {
            return null;
        }

        var picked = new JsonObject.Builder(Names.Length);
        foreach (var name in Names)
        {
            if (members.TryGet(name, out var member))
            {
                picked.Set(name, member);
            }
        }

        return picked.ToObject();
    }

    public override void Select(JsonValue value, PathEvaluation evaluation, List<JsonValue> matches)
    {
        if (isLast)
        {
            base.Select(value, evaluation, matches);
            return;
        }

        if (value is JsonObject members)
        {
            foreach (var name in Names)
            {
                if (members.TryGet(name, out var member))
                {
                    matches.Add(member);
                }
            }
        }
    }

    public override void WriteTo(StringBuilder output) => output.Append("['").AppendJoin("','", Names).Append("']");
}

/// <summary><c>[2]</c>, or from the end: <c>[-1]</c>.</summary>
internal sealed class IndexStep(int index) : PathStep
{
    public int Index { get; } = index;

    public override bool IsDefinite => true;

    public override JsonValue? SelectOne(JsonValue value, JsonValue root) => value is JsonArray items ? ItemAt(items, Index) : null;

    public override void WriteTo(StringBuilder output) => output.Append('[').Append(Index).Append(']');

    public static JsonValue? ItemAt(JsonArray items, int index)
    {
        var position = index < 0 ? index + items.Count : index;
        return (uint)position < (uint)items.Count ? items[position] : null;
    }
}

/// <summary><c>[0,2]</c>.</summary>
internal sealed class IndexesStep(int[] indexes) : PathStep
{
    public override bool IsDefinite => false;

    public override void Select(JsonValue value, PathEvaluation evaluation, List<JsonValue> matches)
    {
        if (value is JsonArray items)
        {
            foreach (var index in indexes)
            {
                if (IndexStep.ItemAt(items, index) is { } item)
                {
                    matches.Add(item);
                }
            }
        }
    }

    public override void WriteTo(StringBuilder output) => output.Append('[').AppendJoin(',', indexes).Append(']');
}

/// <summary><c>[1:3]</c>, <c>[-2:]</c>, <c>[:5]</c>, <c>[::2]</c>; the end is not included.</summary>
internal sealed class SliceStep(int? start, int? end, int stride) : PathStep
{
    public override bool IsDefinite => false;

    public override void Select(JsonValue value, PathEvaluation evaluation, List<JsonValue> matches)
    {
        if (value is JsonArray items)
        {
            var last = Clamp(end ?? items.Count, items.Count);
            for (long i = Clamp(start ?? 0, items.Count); i < last; i += stride)
            {
                matches.Add(items[(int)i]);
            }
        }
    }

    public override void WriteTo(StringBuilder output)
    {
        output.Append('[').Append(start).Append(':').Append(end);
        if (stride != 1)
        {
            output.Append(':').Append(stride);
        }

        output.Append(']');
    }

    private static int Clamp(int position, int count) => Math.Clamp(position < 0 ? position + count : position, 0, count);
}

/// <summary><c>.*</c>, <c>[*]</c>: every member or item.</summary>
internal sealed class WildcardStep : PathStep
{
    public override bool IsDefinite => false;

    public override void Select(JsonValue value, PathEvaluation evaluation, List<JsonValue> matches)
    {
        if (value is JsonArray items)
        {
            matches.AddRange(items.Span);
        }
        else if (value is JsonObject members)
        {
            foreach (var member in members.Span)
            {
                matches.Add(member.Value);
            }
        }
    }

    public override void WriteTo(StringBuilder output) => output.Append("[*]");
}

/// <summary><c>..</c>: the value and every object and array inside it, parents before children; the next step picks among them.</summary>
internal sealed class DescentStep : PathStep
{
    public override bool IsDefinite => false;

    public override void Select(JsonValue value, PathEvaluation evaluation, List<JsonValue> matches)
    {
        evaluation.Visit();
        if (value is JsonArray items)
        {
            matches.Add(value);
            foreach (var item in items.Span)
            {
                Select(item, evaluation, matches);
            }
        }
        else if (value is JsonObject members)
        {
            matches.Add(value);
            foreach (var member in members.Span)
            {
                Select(member.Value, evaluation, matches);
            }
        }
    }

    public override void WriteTo(StringBuilder output) => output.Append("..");
}

/// <summary>
/// <c>[?(@.price &lt; 10)]</c>: the items that pass; of an object, itself if it passes. After <c>..</c> each value found is tested, not its
/// items: those come up by themselves.
/// </summary>
internal sealed class FilterStep(FilterNode[] filters, bool afterDescent) : PathStep
{
    public override bool IsDefinite => false;

    public override void Select(JsonValue value, PathEvaluation evaluation, List<JsonValue> matches)
    {
        if (value is JsonArray items && !afterDescent)
        {
            foreach (var item in items.Span)
            {
                AddIfPassing(item, evaluation, matches);
            }
        }
        else if (value is JsonObject or JsonArray)
        {
            AddIfPassing(value, evaluation, matches);
        }
    }

    public override void WriteTo(StringBuilder output) => output.Append("[?]");

    private void AddIfPassing(JsonValue candidate, PathEvaluation evaluation, List<JsonValue> matches)
    {
        evaluation.Visit();
        foreach (var filter in filters)
        {
            if (!filter.Passes(candidate, evaluation))
            {
                return;
            }
        }

        matches.Add(candidate);
    }
}
