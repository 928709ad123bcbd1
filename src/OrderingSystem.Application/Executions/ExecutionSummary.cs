namespace OrderingSystem.Application.Executions;

/// <summary>One line of a list of executions, as Step Functions tells it.</summary>
/// <param name="Status"><c>RUNNING</c>, <c>SUCCEEDED</c>, <c>FAILED</c>, <c>TIMED_OUT</c>, <c>ABORTED</c> or <c>PENDING_REDRIVE</c>.</param>
/// <param name="RedrivenAt">The latest redrive; null where there was none.</param>
public sealed record ExecutionSummary(
    ExecutionKey Key,
    string Arn,
    string Status,
    DateTimeOffset StartedAt,
    DateTimeOffset? StoppedAt,
    int RedriveCount,
    DateTimeOffset? RedrivenAt)
{
    public bool IsRunning => Status == "RUNNING";
}

/// <param name="Input">JSON text; null where Step Functions keeps it to itself.</param>
/// <param name="Definition">The definition that this execution runs, as JSON text; a later update of its machine does not change it.</param>
/// <param name="RedriveStatus"><c>REDRIVABLE</c> or <c>NOT_REDRIVABLE</c>, with the reason in <paramref name="RedriveStatusReason"/>.</param>
public sealed record ExecutionDetails(
    ExecutionSummary Summary,
    string? Input,
    string? Output,
    string? Error,
    string? Cause,
    string Definition,
    string? RedriveStatus,
    string? RedriveStatusReason,
    string? StateMachineVersionArn,
    string? StateMachineAliasArn);
