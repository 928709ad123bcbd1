using System.Text.Json;
using System.Text.Json.Nodes;
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
    string Status,
    DateTimeOffset StartedAt,
    DateTimeOffset? StoppedAt,
    int RedriveCount,
    DateTimeOffset? RedrivenAt,
    string? CurrentState,
    long? EnteredEventId,
    string? WaitingFor,
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
/// <param name="RedriveStatus"><c>REDRIVABLE</c> or <c>NOT_REDRIVABLE</c>.</param>
public sealed record ExecutionDetailsView(
    ExecutionView Execution,
    string? Input,
    string? Output,
    string? Error,
    string? Cause,
    string? RedriveStatus,
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

/// <summary>One history event.</summary>
/// <param name="DetailsName">The service's name of the details, for example <c>stateEnteredEventDetails</c>; null where the type has none.</param>
/// <param name="Details">Their members, as the service gives them; task tokens are blacked out.</param>
public sealed record HistoryEventView(long Id, long PreviousEventId, string Type, DateTimeOffset Timestamp, string? DetailsName, JsonObject? Details)
{
    internal static HistoryEventView Of(HistoryEntry entry) =>
        new(entry.Id, entry.PreviousEventId, entry.Type, entry.At, entry.DetailsName, entry.Details);
}
