using System.Text.RegularExpressions;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Lint;

/// <summary>
/// What a definition allows itself, with the reason, in a Comment: <c>"Comment": "lint: allow RETRY_WITHOUT_JITTER because there is one prober"</c>. A state's
/// Comment speaks of that state and what is inside it, the machine's of the whole definition. AWS takes a Comment as it is, so the definition stays valid.
/// </summary>
/// <param name="Code">One of <see cref="LintCodes"/>.</param>
/// <param name="Location">JSON pointer of the Comment.</param>
/// <param name="Reason">Null where the Comment gives none: the allowance is then not taken.</param>
internal sealed partial record LintAllowance(string Code, string Location, string? Reason)
{
    private const string Field = "/Comment";

    /// <summary>What it speaks of: all below this pointer.</summary>
    private string Scope => Location[..^Field.Length];

    public bool Covers(LintFinding finding) =>
        Reason is not null && finding.Code == Code && (finding.Location == Scope || finding.Location.StartsWith(Scope + "/", StringComparison.Ordinal));

    /// <summary>Every allowance of a definition, in the order in which it is written.</summary>
    public static IReadOnlyList<LintAllowance> ReadAll(JsonObject machine, IReadOnlyList<LintGraph> graphs) =>
        [.. ReadComment(machine, string.Empty), .. graphs.SelectMany(graph => graph.States.Values).SelectMany(state => ReadComment(state.Body, state.Location))];

    private static IEnumerable<LintAllowance> ReadComment(JsonObject body, string location)
    {
        if (body["Comment"] is not JsonString { Value: var comment })
        {
            yield break;
        }

        foreach (Match match in Allow().Matches(comment))
        {
            var reason = match.Groups["reason"].Value.Trim().TrimEnd(';', '.').Trim();
            foreach (var code in match.Groups["codes"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                yield return new LintAllowance(code, location + Field, reason.Length == 0 ? null : reason);
            }
        }
    }

    [GeneratedRegex(@"lint:\s*allow\s+(?<codes>[A-Z_]+(\s*,\s*[A-Z_]+)*)(\s+because\s+(?<reason>((?!lint:\s*allow).)*))?", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Allow();
}
