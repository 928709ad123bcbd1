using System.Collections.Immutable;
using OrderingSystem.StatesLanguage.Expressions;

namespace OrderingSystem.StatesLanguage.ErrorHandling;

/// <summary>One entry of a Retry field. Each counts its own tries.</summary>
/// <param name="IntervalSeconds">Before the first retry; at least 1.</param>
/// <param name="MaxAttempts">Retries, not tries: 0 never retries.</param>
/// <param name="BackoffRate">Factor from one delay to the next; at least 1.</param>
/// <param name="MaxDelaySeconds">Bound of each delay; null for none.</param>
/// <param name="FullJitter">Draw each delay evenly between nothing and what the backoff gives.</param>
/// <remarks>States Language, "Retrying after error".</remarks>
public sealed record Retrier(
    ImmutableArray<string> ErrorEquals,
    long IntervalSeconds,
    long MaxAttempts,
    double BackoffRate,
    long? MaxDelaySeconds,
    bool FullJitter)
{
    /// <summary>Longest delay that is ever computed: 99,999,999 seconds, the States Language's own largest number of seconds.</summary>
    private const double LongestDelaySeconds = 99_999_999;

    /// <param name="attempt">1 for the first retry.</param>
    /// <returns>From 0 to MaxDelaySeconds.</returns>
    public TimeSpan DelayBefore(int attempt, IRandomSource random)
    {
        var seconds = IntervalSeconds * Math.Pow(BackoffRate, attempt - 1); // may be infinite, which the bound below takes in
        seconds = Math.Min(seconds, Math.Min(MaxDelaySeconds ?? LongestDelaySeconds, LongestDelaySeconds));
        if (FullJitter)
        {
            seconds *= (random.Next() >> 11) * (1.0 / (1UL << 53));
        }

        // Whole milliseconds: what history can show.
        return TimeSpan.FromMilliseconds(Math.Round(seconds * 1000));
    }
}
