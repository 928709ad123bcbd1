namespace OrderingSystem.StatesLanguage.Lint;

/// <summary>What ends an outage for an execution that keeps trying.</summary>
public enum ForecastEnd
{
    /// <summary>The retrier gives up; a catcher may go on.</summary>
    RetriesRunOut,

    /// <summary>25,000 history events: the execution fails.</summary>
    HistoryFull,

    /// <summary>Neither within a year, which is an execution's longest life.</summary>
    ExecutionTooOld,
}

/// <summary>A Task that keeps failing, at once, with an error that this retrier matches. Delays with jitter count half: their mean.</summary>
/// <param name="Location">JSON pointer of the retrier.</param>
/// <param name="TriesFirstDay">Retries within the first 24 hours.</param>
/// <param name="TransitionsPerDay">Retries a day once the backoff has reached its longest delay (no more than there are); AWS charges each as one transition.</param>
/// <param name="EventsPerDay">Three for each.</param>
/// <param name="DollarsPerDayOfThousand">For a thousand executions in the same outage: Standard, us-east-1, $25 per million transitions.</param>
public sealed record RetryForecast(
    string State, string Location, IReadOnlyList<string> ErrorEquals, int TriesFirstDay, double TransitionsPerDay, double EventsPerDay,
    double DollarsPerDayOfThousand, double DaysUntilEnd, ForecastEnd End)
{
    /// <summary>ExecutionStarted, the state's entry, the first try, and the failure as the last.</summary>
    private const int OtherEvents = 6;

    internal static RetryForecast Of(LintState state, LintRetrier retrier)
    {
        var share = retrier.FullJitter ? 0.5 : 1;
        var runs = retrier.ErrorEquals is ["States.Timeout"] ? state.TimeoutSeconds ?? 0 : 0; // a try that times out first takes its time
        const int MostTries = (ServiceLimits.HistoryEvents - OtherEvents) / ServiceLimits.EventsPerTry;
        const double Year = ServiceLimits.ExecutionDays * ServiceLimits.SecondsPerDay;
        var (elapsed, firstDay, tries, lastPeriod) = (runs, 0, 0, 1d);
        while (tries < retrier.MaxAttempts && tries < MostTries && elapsed < Year)
        {
            tries++;
            lastPeriod = (share * retrier.DelayBefore(tries)) + runs;
            elapsed += lastPeriod;
            firstDay += elapsed <= ServiceLimits.SecondsPerDay ? 1 : 0;
        }

        var end = elapsed >= Year ? ForecastEnd.ExecutionTooOld : tries >= retrier.MaxAttempts ? ForecastEnd.RetriesRunOut : ForecastEnd.HistoryFull;
        var perDay = Math.Min(tries, ServiceLimits.SecondsPerDay / Math.Max(lastPeriod, 0.001));
        return new RetryForecast(state.Name, retrier.Location, retrier.ErrorEquals, firstDay, perDay, perDay * ServiceLimits.EventsPerTry,
            perDay * 1_000 * ServiceLimits.DollarsPerTransition, Math.Min(elapsed, Year) / ServiceLimits.SecondsPerDay, end);
    }
}
