using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Lint;

/// <summary>One entry of a Retry field as it is written, with the States Language's defaults.</summary>
/// <param name="MaxDelaySeconds">Null where there is none.</param>
internal sealed record LintRetrier(
    string Location, IReadOnlyList<string> ErrorEquals, double IntervalSeconds, double MaxAttempts, double BackoffRate, double? MaxDelaySeconds, bool FullJitter)
{
    /// <summary>Longest delay that the service computes.</summary>
    private const double LongestDelaySeconds = 99_999_999;

    public static LintRetrier Read(string location, JsonObject body) => new(
        location,
        LintState.Names(body),
        Number(body, "IntervalSeconds") ?? 1,
        Number(body, "MaxAttempts") ?? 3,
        Number(body, "BackoffRate") ?? 2,
        Number(body, "MaxDelaySeconds"),
        body["JitterStrategy"] is JsonString { Value: "FULL" });

    /// <summary>Upper bound of the delay before the given retry, 1 for the first.</summary>
    public double DelayBefore(double attempt) =>
        Math.Min(IntervalSeconds * Math.Pow(BackoffRate, attempt - 1), Math.Min(MaxDelaySeconds ?? LongestDelaySeconds, LongestDelaySeconds));

    private static double? Number(JsonObject body, string name) => body[name] is JsonNumber number ? number.Double : null;
}

/// <summary>One entry of a Catch field.</summary>
internal sealed record LintCatcher(string Location, IReadOnlyList<string> ErrorEquals, string? Next);
