namespace OrderingSystem.Infrastructure.Carriers.BobsPost;

/// <summary>How to reach Bob's Post and how patient to be within one call; patience over hours and days is the state machine's.</summary>
public sealed class BobsPostOptions
{
    /// <summary>Absolute http or https address, for example <c>http://127.0.0.1:5090</c>; a path is kept as prefix.</summary>
    public Uri? BaseAddress { get; set; }

    /// <summary>Sent as <c>Authorization: Bearer</c>; null for a carrier that asks for none. Over plain http on loopback only.</summary>
    public string? ApiKey { get; set; }

    /// <summary>One call with all its attempts, the waits between them and the wait for its turn.</summary>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>One attempt, until the last byte of the answer; shorter than <see cref="TotalTimeout"/>.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Until the TCP connection stands, in real time. What fails here surely was not received.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Attempts per call, the first included; 1 for no retry.</summary>
    public int Attempts { get; set; } = 3;

    /// <summary>Median wait before the first retry; it grows exponentially, with jitter.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest wait between attempts. A longer Retry-After is not waited for here but handed to the caller.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Calls at a time.</summary>
    public int MaxConcurrency { get; set; } = 16;

    /// <summary>Calls that wait for their turn; more are not made.</summary>
    public int MaxQueued { get; set; } = 1_000;

    /// <summary>Share of failed attempts within <see cref="BreakerSampling"/> that opens the breaker, above 0 to 1.</summary>
    public double BreakerFailureRatio { get; set; } = 0.5;

    /// <summary>Attempts within <see cref="BreakerSampling"/> below which the breaker stays closed; at least 2.</summary>
    public int BreakerMinimumAttempts { get; set; } = 10;

    public TimeSpan BreakerSampling { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an open breaker lets nothing through.</summary>
    public TimeSpan BreakerDuration { get; set; } = TimeSpan.FromSeconds(15);
}
