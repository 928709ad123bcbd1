using System.Text;
using System.Text.RegularExpressions;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.Lint.Rules;

namespace OrderingSystem.StatesLanguage.Lint;

/// <summary>Looks in a definition for what is valid and yet fails in production: hangs, floods, full histories, lost errors, leaked tokens.</summary>
public static partial class Linter
{
    private static readonly ILintRule[] Rules =
    [
        new TimeoutRule(),
        new LoopRule(),
        new RetryRule(),
        new ErrorNameRule(),
        new UnreachableRule(),
        new TokenInUrlRule(),
        new GrowthRule(),
        new LambdaFaultRule(),
        new ChoiceDefaultRule(),
        new MapRunRule(),
        new LongWaitRule(),
    ];

    /// <param name="definition">Placeholders filled in. One that is not valid is judged as far as it can be read, its errors among the findings.</param>
    public static LintReport Lint(string definition)
    {
        var errors = StateMachineReader.Read(definition).Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToArray();
        if (!JsonValue.TryParse(Encoding.UTF8.GetBytes(definition), out var parsed) || parsed is not JsonObject machine)
        {
            return new LintReport([.. errors.Select(Invalid)], [], []);
        }

        var graphs = LintGraph.ReadAll(machine);
        var findings = graphs.SelectMany(graph => Rules.SelectMany(rule => rule.Judge(graph))).ToList();
        var told = findings.Where(finding => finding.Code is LintCodes.UnreachableState or LintCodes.StatesAllNotLast).ToArray();
        findings.AddRange(errors.Select(Invalid).Where(error => !Array.Exists(told, finding => finding.Location.StartsWith(error.Location, StringComparison.Ordinal) && error.Location.Length > 0)));
        var forecasts = from graph in graphs
                        from state in graph.States.Values
                        where state.IsTask
                        from retrier in state.Retriers
                        where retrier.MaxAttempts > 0
                        select RetryForecast.Of(state, retrier);
        var (open, allowed) = Judge(findings, LintAllowance.ReadAll(machine, graphs));
        return new LintReport([.. open.OrderByDescending(finding => finding.Severity)], allowed, [.. forecasts]);
    }

    /// <summary>Takes out what the definition allows itself with a reason, and adds what is wrong with the allowances.</summary>
    private static (IEnumerable<LintFinding> Open, IReadOnlyList<AllowedFinding> Allowed) Judge(IReadOnlyList<LintFinding> findings, IReadOnlyList<LintAllowance> allowances)
    {
        var covered = findings.Select(finding => (Finding: finding, By: allowances.FirstOrDefault(allowance => allowance.Covers(finding)))).ToArray();
        var open = covered.Where(pair => pair.By is null).Select(pair => pair.Finding);
        var about = allowances.Select(allowance => About(allowance, covered.Any(pair => pair.By == allowance))).OfType<LintFinding>();
        return (open.Concat(about), [.. covered.Where(pair => pair.By is not null).Select(pair => new AllowedFinding(pair.Finding, pair.By!.Reason!))]);
    }

    private static LintFinding? About(LintAllowance allowance, bool isUsed) => allowance.Reason is null
        ? new LintFinding(LintCodes.AllowanceWithoutReason, allowance.Location, $"{allowance.Code} is allowed without a reason, so it is reported all the same.",
            $"Write \"lint: allow {allowance.Code} because …\".", LintSeverity.Warning)
        : isUsed ? null : new LintFinding(LintCodes.AllowanceUnused, allowance.Location, $"{allowance.Code} is allowed here, and nothing of that code is found here.",
            "Take the allowance out, or mend its code or its place.", LintSeverity.Warning);

    private static LintFinding Invalid(Diagnostic error) => new(error.Code, PointerOf(error.Location), $"Step Functions refuses the definition: {error.Message}", "Mend the definition first.", LintSeverity.Error);

    /// <summary>The service writes <c>/States/X/Retry[0]</c>; a pointer has <c>/Retry/0</c>.</summary>
    private static string PointerOf(string? location) => location is null or "/" ? string.Empty : Index().Replace(location, "/${index}");

    [GeneratedRegex(@"\[(?<index>[0-9]+)\]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Index();
}
