using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Lint.Rules;

/// <summary>A state in a loop whose result holds what it put at its ResultPath in the round before.</summary>
internal sealed class GrowthRule : ILintRule
{
    private const string Mend = "Select the few fields that the next round needs (Parameters, ResultSelector), keep a list outside the execution, or put \"ResultPath\": null.";

    public IEnumerable<LintFinding> Judge(LintGraph graph) =>
        from state in Looping(graph)
        where !state.IsJsonata && state.Body["ResultPath"] is JsonString { Value.Length: > 1 } && state.Type is "Pass" or "Task" or "Parallel" or "Map"
        let path = (state.Body["ResultPath"] as JsonString)?.Value
        where path is not null && path.StartsWith("$.", StringComparison.Ordinal)
        let finding = Judge(state, path)
        where finding is not null
        select finding;

    /// <summary>Every state that can come back to itself, whoever paces the loop: a person's answer also adds to the payload.</summary>
    private static IEnumerable<LintState> Looping(LintGraph graph) =>
        graph.States.Values.Where(state => state.Targets.Any(target => (graph with { StartAt = target }).Reached().Contains(state.Name)));

    private static LintFinding? Judge(LintState state, string path)
    {
        var location = $"{state.Location}/ResultPath";
        if (state.Body["Parameters"] is { } parameters)
        {
            return state.Type == "Pass" && Texts(parameters).Any(text => Reads(text, path))
                ? new LintFinding(LintCodes.PayloadGrowsInLoop, location,
                    $"Each round puts at {path} a value that holds the value of the round before: the payload grows until 262,144 bytes end the execution with States.DataLimitExceeded.", Mend, LintSeverity.Error)
                : null;
        }

        return state.IsTask && !state.Body.ContainsName("InputPath") && !state.Body.ContainsName("ResultSelector")
            ? new LintFinding(LintCodes.PayloadGrowsInLoop, location,
                $"Each round sends the whole payload, with its own earlier result at {path}. A task that echoes its input doubles it every round, until 262,144 bytes end the execution with States.DataLimitExceeded.", Mend, LintSeverity.Note)
            : null;
    }

    private static IEnumerable<string> Texts(JsonValue value) => value switch
    {
        JsonObject map => map.SelectMany(property => property.Key.EndsWith(".$", StringComparison.Ordinal) && property.Value is JsonString { Value: var text } ? [text] : Texts(property.Value)),
        JsonArray items => items.SelectMany(Texts),
        _ => [],
    };

    /// <summary>The expression takes the whole payload, or what stands at the path itself.</summary>
    private static bool Reads(string text, string path)
    {
        for (var at = text.IndexOf('$', StringComparison.Ordinal); at >= 0; at = text.IndexOf('$', at + 1))
        {
            var end = at + 1;
            while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '.' or '_' or '$'))
            {
                end++;
            }

            var read = text[at..end];
            if (read == "$" || read == path)
            {
                return true;
            }

            at = end - 1;
        }

        return false;
    }
}
