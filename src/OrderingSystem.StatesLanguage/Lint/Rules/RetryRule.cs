namespace OrderingSystem.StatesLanguage.Lint.Rules;

/// <summary>Retriers whose delays grow out of sight, that retry in step with every other execution, or that fill the history before they run out.</summary>
internal sealed class RetryRule : ILintRule
{
    /// <summary>A longer delay than this is a decision that somebody should have written down.</summary>
    private const double LongUnboundedDelaySeconds = 3_600;

    public IEnumerable<LintFinding> Judge(LintGraph graph)
    {
        foreach (var (state, retrier) in graph.States.Values.SelectMany(state => state.Retriers.Select(retrier => (state, retrier))).Where(pair => pair.retrier.MaxAttempts > 0))
        {
            var last = retrier.DelayBefore(retrier.MaxAttempts);
            if (retrier.MaxDelaySeconds is null && retrier.BackoffRate > 1 && last > LongUnboundedDelaySeconds)
            {
                yield return new LintFinding(LintCodes.RetryWithoutMaxDelay, retrier.Location,
                    $"The delays grow without bound: the last, before retry {Figures.Count(retrier.MaxAttempts)}, is {Figures.Span(last)}. When the fault has ended, the execution sleeps on for as long.",
                    "Set MaxDelaySeconds to the longest time that work may stand still after the fault has ended.", LintSeverity.Warning);
            }

            if (!retrier.FullJitter)
            {
                yield return new LintFinding(LintCodes.RetryWithoutJitter, retrier.Location,
                    "All executions that failed in one moment come back in one moment, retry after retry, and knock over what has just recovered.",
                    "Set \"JitterStrategy\": \"FULL\".", LintSeverity.Warning);
            }

            var forecast = RetryForecast.Of(state, retrier);
            if (forecast.End == ForecastEnd.HistoryFull)
            {
                yield return new LintFinding(LintCodes.RetryReachesHistoryLimit, retrier.Location,
                    $"In an outage the tries write 3 events each and fail the execution with 25,000 events after {Figures.Span(forecast.DaysUntilEnd * ServiceLimits.SecondsPerDay)}, before the retries run out; no catcher sees that failure.",
                    "Raise MaxDelaySeconds, or lower MaxAttempts and let a catcher go on.", LintSeverity.Error);
            }
        }
    }
}
