using System.Globalization;
using System.Text.Json.Serialization;

namespace OrderingSystem.Application.Workflow;

/// <summary>The input of an execution beside the orders' own. It decides the name: the same work is never started twice.</summary>
public abstract record CompanionInput
{
    private protected CompanionInput()
    {
    }

    [JsonIgnore]
    public abstract string ExecutionName { get; }
}

/// <summary>Input of <c>carrier-watch</c>.</summary>
/// <param name="Generation">0 for the first watch of an outage, counted up by each that takes over.</param>
public sealed record CarrierWatchInput(string OutageId, int Generation) : CompanionInput
{
    public override string ExecutionName => NameOf(OutageId, Generation);

    /// <summary>As the state machine writes it where it hands over.</summary>
    internal static string NameOf(string id, int generation) =>
        generation == 0 ? id : string.Create(CultureInfo.InvariantCulture, $"{id}-{generation}");
}

/// <summary>Input of <c>cancel-order</c>.</summary>
/// <param name="ExecutionArn">The order's own execution, which is stopped.</param>
/// <param name="Reason">For the order's timeline.</param>
/// <param name="RequestedBy">Who asked for it.</param>
public sealed record CancelOrderInput(string OrderId, string ExecutionArn, string Reason, string RequestedBy) : CompanionInput
{
    public override string ExecutionName => NameOf(OrderId);

    public static string NameOf(string orderId) => $"cancel-{orderId}";
}

/// <summary>Input of <c>bulk-decision</c>.</summary>
/// <param name="Generation">0 for the first execution of a job, counted up by each that takes over.</param>
public sealed record BulkDecisionInput(string JobId, int Generation) : CompanionInput
{
    public override string ExecutionName => CarrierWatchInput.NameOf(JobId, Generation);
}

/// <summary>Input of <c>bulk-redrive</c>: redrive what failed, at a pace. Its execution is the job; what it has done stands in its history.</summary>
/// <param name="Key">Makes the name; the caller's idempotency key, hashed.</param>
/// <param name="Machine">Whose executions: <c>order</c> or <c>cancel-order</c>.</param>
/// <param name="BegunAt">Only those that failed before: one that fails again is not redriven twice.</param>
/// <param name="Error">Only those that failed with this error name; null for any.</param>
/// <param name="StoppedSince">Only those that failed then or later; null for any.</param>
public sealed record BulkRedriveInput(
    string Key,
    string Machine,
    int ExecutionsPerMinute,
    string Reason,
    string RequestedBy,
    DateTimeOffset BegunAt,
    string? Error = null,
    DateTimeOffset? StoppedSince = null) : CompanionInput
{
    public const string Prefix = "redrive-";

    public override string ExecutionName => Prefix + Key;
}
