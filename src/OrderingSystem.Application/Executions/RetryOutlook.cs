using System.Text.Json.Nodes;

namespace OrderingSystem.Application.Executions;

/// <summary>When a state that failed runs again: the retrier that took the latest failure, and its delay by the rules of the States Language.</summary>
internal static class RetryOutlook
{
    /// <param name="errors">The error names of the tries of this visit to the state, oldest first.</param>
    /// <returns>The longest that the pause can be, for jitter only makes it shorter; null where no retrier takes the latest failure.</returns>
    public static TimeSpan? DelayAfter(JsonObject? state, IReadOnlyList<string> errors)
    {
        if (errors.Count == 0 || state?["Retry"] is not JsonArray retriers)
        {
            return null;
        }

        var taken = new Dictionary<JsonObject, int>();
        JsonObject? latest = null;
        foreach (var error in errors)
        {
            latest = retriers.OfType<JsonObject>().FirstOrDefault(retrier => Matches(retrier, error));
            if (latest is not null)
            {
                taken[latest] = taken.GetValueOrDefault(latest) + 1;
            }
        }

        if (latest is null || taken[latest] > Number(latest, "MaxAttempts", 3))
        {
            return null;
        }

        var delay = Number(latest, "IntervalSeconds", 1) * Math.Pow(Number(latest, "BackoffRate", 2), taken[latest] - 1);
        return TimeSpan.FromSeconds(Math.Min(delay, Number(latest, "MaxDelaySeconds", TimeSpan.FromDays(365).TotalSeconds)));
    }

    /// <remarks>States Language, "Errors": the reserved name States.ALL matches all, States.TaskFailed all but a timeout.</remarks>
    private static bool Matches(JsonObject retrier, string error) => retrier["ErrorEquals"] is JsonArray names
        && names.Select(name => name?.ToString()).Any(name =>
            name == error || name == "States.ALL" || (name == "States.TaskFailed" && error != "States.Timeout"));

    private static double Number(JsonObject retrier, string member, double otherwise) =>
        retrier[member] is JsonValue value && value.TryGetValue<double>(out var number) ? number : otherwise;
}
