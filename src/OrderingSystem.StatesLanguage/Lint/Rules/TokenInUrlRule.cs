using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Lint.Rules;

/// <summary>A task token in an address ends up in access logs, browser histories and mail scanners, which follow links.</summary>
internal sealed class TokenInUrlRule : ILintRule
{
    public IEnumerable<LintFinding> Judge(LintGraph graph) =>
        from state in graph.States.Values
        from field in (string[])["Parameters", "Arguments", "ResultSelector", "Assign", "Output"]
        where state.Body.ContainsName(field)
        from place in Search(state.Body[field]!, $"{state.Location}/{field}")
        select new LintFinding(LintCodes.TokenInUrl, place,
            "The task token becomes part of an address. Whoever reads a log, or follows the link (a mail scanner does), can answer the task.",
            "Store the token with the order, put an id of your own into the address, and look the token up behind your sign-in.", LintSeverity.Error);

    private static IEnumerable<string> Search(JsonValue value, string location) => value switch
    {
        JsonString { Value: var text } when IsUrlWithToken(text) => [location],
        JsonObject map => map.SelectMany(property => Search(property.Value, $"{location}/{LintGraph.Escape(property.Key)}")),
        JsonArray items => items.SelectMany((item, index) => Search(item, $"{location}/{index}")),
        _ => [],
    };

    private static bool IsUrlWithToken(string text) =>
        (text.Contains("$$.Task.Token", StringComparison.Ordinal) || text.Contains("$states.context.Task.Token", StringComparison.Ordinal))
        && (text.Contains("http:", StringComparison.OrdinalIgnoreCase) || text.Contains("https:", StringComparison.OrdinalIgnoreCase)
            || text.Contains("token=", StringComparison.OrdinalIgnoreCase));
}
