namespace BobsPost.Simulator;

/// <summary>How the stand-in for Bob's Post behaves.</summary>
public sealed record SimulatorOptions
{
    /// <summary>Where to listen; port 0 takes a free one (<see cref="SimulatorServer.Url"/> tells which).</summary>
    public string Url { get; init; } = "http://127.0.0.1:5090";

    /// <summary>The carrier's own SQLite file, made where missing. What was answered is in it after a kill.</summary>
    public required string DataFile { get; init; }

    /// <summary>Share of the requests that meet a fault, 0 to 1, all kinds together.</summary>
    public double FaultRate { get; init; }

    /// <summary>True for a carrier that takes an Idempotency-Key and forgets it: the same request again is another shipment.</summary>
    public bool ForgetIdempotencyKeys { get; init; }

    /// <summary>What every request of the carrier's API must bring as <c>Authorization: Bearer</c>; null for none.</summary>
    public string? ApiKey { get; init; }

    /// <summary>From it come tracking numbers, dispatch times and which request meets which fault.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Shortest time from booking to dispatch, by the carrier's clock.</summary>
    public TimeSpan MinDispatchDelay { get; init; } = TimeSpan.FromHours(4);

    /// <summary>Longest time from booking to dispatch, by the carrier's clock.</summary>
    public TimeSpan MaxDispatchDelay { get; init; } = TimeSpan.FromDays(2);

    /// <summary>Real time after which a hanging connection is cut, should the client be more patient.</summary>
    public TimeSpan HangDuration { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Real time between the two halves of a slow body.</summary>
    public TimeSpan SlowBodyDuration { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Requests per second, by the carrier's clock, above which the carrier answers 429; null for no limit.</summary>
    public double? RateLimitPerSecond { get; init; }

    /// <summary>
    /// Opened when a request comes in and disposed when its work is done: for a host that skips idle time, and must not skip it while a request that its
    /// client has given up on is still being carried out. Null for none.
    /// </summary>
    public Func<IDisposable>? WhileServing { get; init; }

    /// <exception cref="ArgumentException">Names the option that is out of range.</exception>
    internal void Validate()
    {
        Require(Uri.TryCreate(Url, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttp, nameof(Url), "an absolute http address is required.");
        Require(!string.IsNullOrWhiteSpace(DataFile), nameof(DataFile), "a file name is required.");
        Require(ApiKey is null || (ApiKey.Length > 0 && ApiKey.All(character => character is > ' ' and <= '~')), nameof(ApiKey), "visible ASCII characters without spaces are required.");
        Require(FaultRate is >= 0 and <= 1, nameof(FaultRate), "a number from 0 to 1 is required.");
        Require(MinDispatchDelay >= TimeSpan.Zero, nameof(MinDispatchDelay), "must not be negative.");
        Require(MaxDispatchDelay >= MinDispatchDelay, nameof(MaxDispatchDelay), $"must not be below {nameof(MinDispatchDelay)}.");
        Require(HangDuration >= TimeSpan.Zero, nameof(HangDuration), "must not be negative.");
        Require(SlowBodyDuration >= TimeSpan.Zero, nameof(SlowBodyDuration), "must not be negative.");
        Require(RateLimitPerSecond is null or (> 0 and <= 1_000_000), nameof(RateLimitPerSecond), "a number above 0, at most 1,000,000, is required.");
    }

    private static void Require(bool condition, string option, string message)
    {
        if (!condition)
        {
            throw new ArgumentException($"{option}: {message}", option);
        }
    }
}
