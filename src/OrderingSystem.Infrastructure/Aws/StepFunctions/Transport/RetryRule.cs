using System.Collections.Frozen;
using System.Net;
using System.Security.Cryptography;

namespace Amazon.StepFunctions.Transport;

/// <summary>Decides whether a failed attempt is made again, and after how long: exponential back-off with full jitter.</summary>
/// <remarks>
/// A refusal (throttling) and a connection that never opened changed nothing, so they are retried for every operation. After any other failure
/// the service may have done its work, so only an idempotent operation is retried.
/// </remarks>
internal sealed class RetryRule(int maxRetries, Func<double> jitter)
{
    private static readonly TimeSpan BaseDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ThrottledBaseDelay = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(20);

    public static Func<double> RandomJitter { get; } = () => RandomNumberGenerator.GetInt32(0, 1_000_001) / 1_000_000d;

    /// <param name="retry">Number of the coming retry, from 1.</param>
    /// <returns>The time to wait, or null where the failure stands.</returns>
    public TimeSpan? DelayBefore(int retry, AmazonStepFunctionsException failure, bool isIdempotent)
    {
        if (retry > maxRetries)
        {
            return null;
        }

        var kind = Classify(failure);
        if (kind == FailureKind.Final || (kind == FailureKind.Ambiguous && !isIdempotent))
        {
            return null;
        }

        var baseDelay = kind == FailureKind.Throttled ? ThrottledBaseDelay : BaseDelay;
        var ceiling = Math.Min(MaxDelay.TotalMilliseconds, baseDelay.TotalMilliseconds * Math.Pow(2, Math.Min(retry - 1, 20)));
        return TimeSpan.FromMilliseconds(ceiling * jitter());
    }

    private static FailureKind Classify(AmazonStepFunctionsException failure) => failure switch
    {
        { InnerException: HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError } }
            => FailureKind.NeverSent,
        { InnerException: HttpRequestException or TimeoutException or IOException } => FailureKind.Ambiguous,
        { StatusCode: HttpStatusCode.TooManyRequests } => FailureKind.Throttled,
        { ErrorCode: { } code } when ThrottlingCodes.Contains(code) => FailureKind.Throttled,
        { StatusCode: >= HttpStatusCode.InternalServerError } => FailureKind.Ambiguous,
        { ErrorCode: "RequestTimeout" or "RequestTimeoutException" } => FailureKind.Ambiguous,
        _ => FailureKind.Final,
    };

    private static readonly FrozenSet<string> ThrottlingCodes = FrozenSet.Create(
        StringComparer.Ordinal,
        "Throttling", "ThrottlingException", "ThrottledException", "TooManyRequestsException", "RequestLimitExceeded", "RequestThrottled",
        "RequestThrottledException", "BandwidthLimitExceeded", "SlowDown", "KmsThrottlingException");

    private enum FailureKind
    {
        Final,
        NeverSent,
        Throttled,
        Ambiguous,
    }
}
