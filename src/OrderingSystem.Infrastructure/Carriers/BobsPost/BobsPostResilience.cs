using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace OrderingSystem.Infrastructure.Carriers.BobsPost;

/// <summary>
/// The pipeline around one call to Bob's Post, from the outside in: total timeout, concurrency limiter, retry, circuit breaker,
/// attempt timeout. The total timeout covers the wait for a turn; a retried call keeps its turn; the breaker counts attempts.
/// </summary>
/// <param name="carrierClock">The time by which the carrier writes dates.</param>
/// <param name="pipelineClock">The time by which timeouts, waits and the breaker run.</param>
internal sealed class BobsPostResilience(IOptions<BobsPostOptions> options, TimeProvider carrierClock, TimeProvider pipelineClock)
{
    private readonly CircuitBreakerManualControl _breaker = new();

    public void Configure(ResiliencePipelineBuilder<HttpResponseMessage> pipeline)
    {
        var settings = options.Value;
        pipeline.TimeProvider = pipelineClock;
        pipeline.AddTimeout(new TimeoutStrategyOptions { Name = "TotalTimeout", Timeout = settings.TotalTimeout });
        pipeline.AddConcurrencyLimiter(settings.MaxConcurrency, settings.MaxQueued);
        if (settings.Attempts > 1)
        {
            var retry = new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = settings.Attempts - 1,
                Delay = settings.RetryDelay,
                MaxDelay = settings.MaxRetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = arguments => ValueTask.FromResult(IsSafeToRepeat(arguments.Outcome, arguments.Context.GetRequestMessage())),
            };
            retry.DelayGenerator = arguments => ValueTask.FromResult(AskedDelay(arguments.Outcome.Result, settings.RetryDelay * retry.Randomizer()));
            pipeline.AddRetry(retry);
        }

        pipeline.AddCircuitBreaker(new CircuitBreakerStrategyOptions<HttpResponseMessage>
        {
            FailureRatio = settings.BreakerFailureRatio,
            MinimumThroughput = settings.BreakerMinimumAttempts,
            SamplingDuration = settings.BreakerSampling,
            BreakDuration = settings.BreakerDuration,
            ManualControl = _breaker,
            ShouldHandle = arguments => ValueTask.FromResult(SpeaksForDown(arguments.Outcome, arguments.Context.GetRequestMessage())),
        });
        pipeline.AddTimeout(new TimeoutStrategyOptions { Name = "AttemptTimeout", Timeout = settings.AttemptTimeout });
    }

    /// <summary>A probe goes around the breaker, to learn what the breaker cannot: one attempt, no more.</summary>
    public void ConfigureProbe(ResiliencePipelineBuilder<HttpResponseMessage> pipeline)
    {
        pipeline.TimeProvider = pipelineClock;
        pipeline.AddTimeout(new TimeoutStrategyOptions { Name = "AttemptTimeout", Timeout = options.Value.AttemptTimeout });
    }

    /// <summary>Lets calls through again at once, because a probe was answered.</summary>
    public Task CloseBreakerAsync(CancellationToken cancellationToken) => _breaker.CloseAsync(cancellationToken);

    private static bool SpeaksForDown(Outcome<HttpResponseMessage> outcome, HttpRequestMessage? request) =>
        !IsCallersCancellation(outcome.Exception)
        && Verdicts.MeansDown(Verdicts.Of(request, outcome.Result, outcome.Exception), outcome.Exception);

    // Within the pipeline an attempt that ran out of time is a TimeoutRejectedException, and SocketsHttpHandler's own connect timeout
    // has a TimeoutException inside; what remains is the caller, or the total timeout further out.
    private static bool IsCallersCancellation(Exception? failure) =>
        failure is OperationCanceledException { InnerException: not TimeoutException };

    private bool IsSafeToRepeat(Outcome<HttpResponseMessage> outcome, HttpRequestMessage? request)
    {
        if (IsCallersCancellation(outcome.Exception) || Verdicts.WasHeldBack(outcome.Exception) || AskedWait(outcome.Result) > options.Value.MaxRetryDelay)
        {
            return false;
        }

        return Verdicts.Of(request, outcome.Result, outcome.Exception) switch
        {
            Verdict.Throttled or Verdict.NotCarriedOut => true,

            // An idempotency key does not make a booking safe to repeat: some carriers forget it.
            Verdict.Ambiguous => request is { Content: not BookingContent },
            _ => false,
        };
    }

    private TimeSpan? AskedWait(HttpResponseMessage? response)
    {
        var now = carrierClock.GetUtcNow();
        return response is null ? null : RetryAfter.Until(response, now) - now;
    }

    /// <param name="jitter">On top, so that callers who were sent away together do not come back together.</param>
    /// <returns>Null for the usual jittered wait; also where the carrier names a time that has passed.</returns>
    private TimeSpan? AskedDelay(HttpResponseMessage? response, TimeSpan jitter) =>
        AskedWait(response) is { } wait && wait > TimeSpan.Zero ? wait + jitter : null;
}
