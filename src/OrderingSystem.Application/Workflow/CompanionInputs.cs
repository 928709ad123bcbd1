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
    public override string ExecutionName => $"cancel-{OrderId}";
}

/// <summary>Input of <c>bulk-decision</c>.</summary>
/// <param name="Generation">0 for the first execution of a job, counted up by each that takes over.</param>
public sealed record BulkDecisionInput(string JobId, int Generation) : CompanionInput
{
    public override string ExecutionName => CarrierWatchInput.NameOf(JobId, Generation);
}
