namespace OrderingSystem.StatesLanguage.Lint;

/// <param name="Findings">Gravest first, then as the definition is written.</param>
/// <param name="Allowed">What was found and the definition allows, each with its reason.</param>
/// <param name="Forecasts">One for each retrier that retries.</param>
public sealed record LintReport(IReadOnlyList<LintFinding> Findings, IReadOnlyList<AllowedFinding> Allowed, IReadOnlyList<RetryForecast> Forecasts);

/// <param name="Reason">As the definition gives it.</param>
public sealed record AllowedFinding(LintFinding Finding, string Reason);
