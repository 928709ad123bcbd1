using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using OrderingSystem.Application.Executions;

namespace OrderingSystem.AdminApi.Endpoints;

/// <param name="Status"><c>RUNNING</c>, <c>SUCCEEDED</c>, <c>FAILED</c>, <c>TIMED_OUT</c>, <c>ABORTED</c> or <c>PENDING_REDRIVE</c>.</param>
/// <param name="CurrentState">Null where it has ended, or stands between two states.</param>
/// <param name="EnteredEventId">The event that entered that state.</param>
/// <param name="WaitingFor"><c>retry</c>, <c>timer</c>, <c>callback</c> or <c>task</c> (a call is under way); null where it waits for nothing.</param>
/// <param name="Attempt">Tries of the state so far; null where it is no task.</param>
/// <param name="NextAt">When something happens by itself, at the latest; null where nothing does.</param>
/// <param name="LastError">The error name of the latest failed try in this visit of the state.</param>
/// <param name="OrderId">The order that the execution is for; null where it is for none.</param>
public sealed record ExecutionView(
    string Name,
    string ExecutionArn,
    string StateMachine,
    [property: AllowedValues("RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED", "PENDING_REDRIVE")] string Status,
    DateTimeOffset StartedAt,
    DateTimeOffset? StoppedAt,
    int RedriveCount,
    DateTimeOffset? RedrivenAt,
    string? CurrentState,
    long? EnteredEventId,
    [property: AllowedValues("retry", "timer", "callback", "task", null)] string? WaitingFor,
    int? Attempt,
    DateTimeOffset? NextAt,
    string? LastError,
    string? OrderId)
{
    internal static ExecutionView Of(ExecutionSummary summary, ExecutionStanding standing) => new(
        summary.Key.Name,
        summary.Arn,
        summary.Key.StateMachine,
        summary.Status,
        summary.StartedAt,
        summary.StoppedAt,
        summary.RedriveCount,
        summary.RedrivenAt,
        standing.State,
        standing.EnteredEventId,
        standing.WaitingFor,
        standing.Attempt,
        standing.NextAt,
        standing.LastError,
        ExecutionOverview.OrderOf(summary.Key.Name)?.Value);
}

/// <param name="Execution">As in the list.</param>
/// <param name="Input">JSON text, as Step Functions gives it.</param>
/// <param name="Definition">The definition that this execution runs.</param>
/// <param name="RedriveStatus"><c>REDRIVABLE</c>, <c>NOT_REDRIVABLE</c>, or <c>REDRIVABLE_BY_MAP_RUN</c> for a child of a Distributed Map.</param>
public sealed record ExecutionDetailsView(
    ExecutionView Execution,
    string? Input,
    string? Output,
    string? Error,
    string? Cause,
    [property: AllowedValues("REDRIVABLE", "NOT_REDRIVABLE", "REDRIVABLE_BY_MAP_RUN", null)] string? RedriveStatus,
    string? RedriveStatusReason,
    string? StateMachineVersionArn,
    string? StateMachineAliasArn,
    JsonElement Definition)
{
    internal static ExecutionDetailsView Of(ExecutionDetails execution, ExecutionStanding standing) => new(
        ExecutionView.Of(execution.Summary, standing),
        execution.Input,
        execution.Output,
        execution.Error,
        execution.Cause,
        execution.RedriveStatus,
        execution.RedriveStatusReason,
        execution.StateMachineVersionArn,
        execution.StateMachineAliasArn,
        JsonDocument.Parse(execution.Definition).RootElement);
}
