using Microsoft.Extensions.Options;
using OrderingSystem.Infrastructure.Carriers.Keys;

namespace OrderingSystem.Infrastructure.Carriers.BobsPost;

/// <summary>Says at start what is wrong with the options, all of it at once.</summary>
internal sealed class BobsPostOptionsValidator : IValidateOptions<BobsPostOptions>
{
    // Polly accepts nothing shorter for a breaker, nor a timeout below 10 ms.
    private static readonly TimeSpan s_shortestBreakerTime = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_shortestTimeout = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan s_longest = TimeSpan.FromHours(1);

    public ValidateOptionsResult Validate(string? name, BobsPostOptions options)
    {
        var failures = new List<string>();
        if (options.BaseAddress is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
        {
            failures.Add($"{nameof(options.BaseAddress)}: an absolute http or https address is required.");
        }

        if (options.ApiKey is { } key)
        {
            if (!CarrierKeys.IsKey(key))
            {
                failures.Add($"{nameof(options.ApiKey)}: visible ASCII characters without spaces are required.");
            }

            if (options.BaseAddress is { IsAbsoluteUri: true, Scheme: "http", IsLoopback: false })
            {
                failures.Add($"{nameof(options.ApiKey)}: {nameof(options.BaseAddress)} is plain http, over which a key can be read on the way: https is required.");
            }
        }

        CheckTime(nameof(options.TotalTimeout), options.TotalTimeout, s_shortestTimeout);
        CheckTime(nameof(options.AttemptTimeout), options.AttemptTimeout, s_shortestTimeout);
        CheckTime(nameof(options.ConnectTimeout), options.ConnectTimeout, s_shortestTimeout);
        CheckTime(nameof(options.RetryDelay), options.RetryDelay, TimeSpan.Zero);
        CheckTime(nameof(options.MaxRetryDelay), options.MaxRetryDelay, options.RetryDelay);
        CheckTime(nameof(options.BreakerSampling), options.BreakerSampling, s_shortestBreakerTime);
        CheckTime(nameof(options.BreakerDuration), options.BreakerDuration, s_shortestBreakerTime);
        CheckNumber(nameof(options.Attempts), options.Attempts, 1, 10);
        CheckNumber(nameof(options.MaxConcurrency), options.MaxConcurrency, 1, 10_000);
        CheckNumber(nameof(options.MaxQueued), options.MaxQueued, 0, 1_000_000);
        CheckNumber(nameof(options.BreakerMinimumAttempts), options.BreakerMinimumAttempts, 2, 1_000_000);
        if (options.BreakerFailureRatio is not (> 0 and <= 1))
        {
            failures.Add($"{nameof(options.BreakerFailureRatio)}: a number above 0, at most 1, is required.");
        }

        if (options.AttemptTimeout >= options.TotalTimeout)
        {
            failures.Add($"{nameof(options.AttemptTimeout)}: must be shorter than {nameof(options.TotalTimeout)}.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void CheckTime(string option, TimeSpan value, TimeSpan shortest)
        {
            if (value < shortest || value > s_longest)
            {
                failures.Add($"{option}: a time from {shortest} to {s_longest} is required.");
            }
        }

        void CheckNumber(string option, int value, int least, int most)
        {
            if (value < least || value > most)
            {
                failures.Add($"{option}: a whole number from {least} to {most} is required.");
            }
        }
    }
}
