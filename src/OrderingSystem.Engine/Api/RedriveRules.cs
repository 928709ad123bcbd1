using OrderingSystem.Engine.Stores;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Api;

/// <summary>Which executions can be redriven, in the service's own sentences.</summary>
internal static class RedriveRules
{
    public const string NothingToGoOnFrom = "Execution history event limit exceeded";

    public static (RedriveStatus Status, string? Reason) StatusOf(ExecutionRecord record) => record.Status switch
    {
        ExecutionStatus.Running => (RedriveStatus.NotRedrivable, "Execution is RUNNING and cannot be redriven"),
        ExecutionStatus.Succeeded => (RedriveStatus.NotRedrivable, "Execution is SUCCEEDED and cannot be redriven"),
        _ => (RedriveStatus.Redrivable, null),
    };
}
