namespace OrderingSystem.StatesLanguage.Lint;

/// <param name="Findings">Gravest first, then as the definition is written.</param>
/// <param name="Forecasts">One for each retrier that retries.</param>
public sealed record LintReport(IReadOnlyList<LintFinding> Findings, IReadOnlyList<RetryForecast> Forecasts);
