using OrderingSystem.Engine.Stores;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Api;

/// <summary>Which executions can be redriven, in the service's own sentences.</summary>
/// <remarks>API Reference, <c>redriveStatusReason</c> of DescribeExecution; Developer Guide, "Redrive eligibility for unsuccessful executions".</remarks>
internal static class RedriveRules
{
    public const string HistoryFull = "Execution history event limit exceeded";

    /// <summary>How long the same client token stands for the same request.</summary>
    public static readonly TimeSpan ClientTokenLifetime = TimeSpan.FromMinutes(15);

    /// <summary>The service refuses from 24,999 events on: there must be room for ExecutionRedriven and for what follows.</summary>
    private const long MostEvents = 24_999;

    private static readonly TimeSpan Window = TimeSpan.FromDays(14);
    private static readonly TimeSpan LongestExecution = TimeSpan.FromDays(365);

    /// <param name="lastEventId">Of the execution's history.</param>
    /// <param name="machineExists">False where the state machine has been deleted.</param>
    public static (RedriveStatus Status, string? Reason) StatusOf(ExecutionRecord record, long lastEventId, bool machineExists, DateTimeOffset now)
    {
        var reason = record.Status switch
        {
            ExecutionStatus.Running => "Execution is RUNNING and cannot be redriven",
            ExecutionStatus.Succeeded => "Execution is SUCCEEDED and cannot be redriven",
            _ when !machineExists && !record.Revision.IsOfMapRun => "State machine is in DELETING status",
            _ when lastEventId >= MostEvents => HistoryFull,
            _ when now - record.StartTime > LongestExecution => "Execution has exceeded the max execution time",
            _ when now - record.StopTime > Window => "Execution redrivable period exceeded",
            _ => null,
        };
        return (reason is not null ? RedriveStatus.NotRedrivable : record.Revision.IsOfMapRun ? RedriveStatus.RedrivableByMapRun : RedriveStatus.Redrivable, reason);
    }
}
