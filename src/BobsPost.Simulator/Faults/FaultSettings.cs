namespace BobsPost.Simulator.Faults;

/// <summary>Which requests meet which fault: the body of <c>PUT /simulator/faults</c>, which replaces the whole.</summary>
/// <param name="Rate">Share of the requests that meet a fault, 0 to 1, all kinds together and alike.</param>
/// <param name="Rules">Single kinds; the first that strikes wins, and they are asked before <paramref name="Rate"/>.</param>
/// <param name="RateLimitPerSecond">Requests per second above which the carrier answers 429; null for no limit.</param>
public sealed record FaultSettings(double Rate = 0, IReadOnlyList<FaultRule>? Rules = null, double? RateLimitPerSecond = null)
{
    public static FaultSettings None { get; } = new();

    /// <summary>What is out of range, by field; empty where nothing is.</summary>
    internal Dictionary<string, string[]> Check()
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (Rate is not (>= 0 and <= 1))
        {
            errors["rate"] = ["A number from 0 to 1 is required."];
        }

        if (RateLimitPerSecond is not (null or (> 0 and <= 1_000_000)))
        {
            errors["rateLimitPerSecond"] = ["A number above 0, at most 1,000,000, is required."];
        }

        for (var index = 0; index < (Rules?.Count ?? 0); index++)
        {
            var rule = Rules![index];
            if (rule is null)
            {
                errors[$"rules[{index}]"] = ["A rule is required."];
            }
            else if (!Enum.IsDefined(rule.Kind))
            {
                errors[$"rules[{index}].kind"] = ["There is no such fault."];
            }
            else if (rule.Rate is not (>= 0 and <= 1))
            {
                errors[$"rules[{index}].rate"] = ["A number from 0 to 1 is required."];
            }
            else if (rule is { From: { } from, To: { } to } && to <= from)
            {
                errors[$"rules[{index}].to"] = ["Must be after 'from'."];
            }
        }

        return errors;
    }
}

/// <summary>One kind of fault, always or within a window of the carrier's time.</summary>
/// <param name="Rate">Share of the requests that meet it, 0 to 1.</param>
/// <param name="From">Start of the window, inclusive; null for always since.</param>
/// <param name="To">End of the window, exclusive; null for no end.</param>
public sealed record FaultRule(FaultKind Kind, double Rate = 1, DateTimeOffset? From = null, DateTimeOffset? To = null)
{
    internal bool IsOpenAt(DateTimeOffset now) => (From is null || now >= From) && (To is null || now < To);
}
