using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Definition;

/// <summary>Which variables each state of a definition refers to.</summary>
/// <remarks>API Reference, <c>variableReferences</c> of DescribeStateMachine.</remarks>
public static partial class VariableReferences
{
    /// <summary>Fields that hold other states: what those refer to is theirs.</summary>
    private static readonly ImmutableHashSet<string> Graphs = ["ItemProcessor", "Iterator", "Branches"];

    /// <param name="definition">That was read without errors.</param>
    /// <returns>By state name, each with its variables' names in ordinal order; states that refer to none are left out.</returns>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Of(string definition)
    {
        var references = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        CollectStates(JsonValue.Parse(definition), references);
        return references;
    }

    private static void CollectStates(JsonValue graph, SortedDictionary<string, IReadOnlyList<string>> references)
    {
        if (graph is not JsonObject fields || !fields.TryGet("States", out var states) || states is not JsonObject byName)
        {
            return;
        }

        foreach (var (name, value) in byName)
        {
            if (value is not JsonObject state)
            {
                continue;
            }

            var names = new SortedSet<string>(StringComparer.Ordinal);
            foreach (var (field, held) in state)
            {
                if (Graphs.Contains(field))
                {
                    foreach (var below in held is JsonArray branches ? branches : (IEnumerable<JsonValue>)[held])
                    {
                        CollectStates(below, references);
                    }
                }
                else
                {
                    CollectNames(field, held, names);
                }
            }

            if (names.Count > 0)
            {
                references[name] = [.. names];
            }
        }
    }

    private static void CollectNames(string field, JsonValue value, SortedSet<string> names)
    {
        switch (value)
        {
            case JsonObject fields:
                foreach (var (name, held) in fields)
                {
                    CollectNames(name, held, names);
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    CollectNames(field, item, names);
                }

                break;
            case JsonString { Value: var text } when text.StartsWith("{%", StringComparison.Ordinal):
                CollectFromQuery(text, names);
                break;
            case JsonString { Value: var text } when IsPath(field):
                names.UnionWith(PathVariable().Matches(Quoted().Replace(text, string.Empty)).Select(match => match.Groups["name"].Value));
                break;
            default:
                break;
        }
    }

    private static bool IsPath(string field) => field == "Variable" || field.EndsWith("Path", StringComparison.Ordinal) || field.EndsWith(".$", StringComparison.Ordinal);

    /// <summary>A JSONata expression names functions, and variables of its own, in the same way.</summary>
    private static void CollectFromQuery(string expression, SortedSet<string> names)
    {
        var bare = Quoted().Replace(expression, string.Empty);
        var own = OwnVariable().Matches(bare).SelectMany(match => PathVariable().Matches(match.Value)).Select(match => match.Groups["name"].Value).Append("states").ToHashSet(StringComparer.Ordinal);
        names.UnionWith(PathVariable().Matches(bare)
            .Where(match => !FunctionCall().IsMatch(bare.AsSpan(match.Index + match.Length)))
            .Select(match => match.Groups["name"].Value).Where(name => !own.Contains(name)));
    }

    [GeneratedRegex(@"'(?:[^'\\]|\\.)*'|""(?:[^""\\]|\\.)*""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"(?<!\$)\$(?<name>[\p{L}_][\p{L}\p{Nd}_]*)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex PathVariable();

    [GeneratedRegex(@"\$[\p{L}_][\p{L}\p{Nd}_]*\s*:=|(?:function|λ)\s*\([^)]*\)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex OwnVariable();

    [GeneratedRegex(@"^\s*\(", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex FunctionCall();
}
