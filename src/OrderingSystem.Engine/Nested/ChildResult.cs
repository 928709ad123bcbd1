using OrderingSystem.Engine.Api;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Nested;

/// <summary>What the end of a child execution is to the task that waited for it: its description, as the service shows it.</summary>
/// <remarks>Recorded from the service in 2023 and 2025. Dates are milliseconds since 1970.</remarks>
internal static class ChildResult
{
    public static Stimulus Of(ExecutionDescription child, AwaitingTask task)
    {
        var description = JsonObject.Of(
            ("Cause", Text(child.Cause)),
            ("Error", Text(child.Error ?? (child.Status == ExecutionStatus.TimedOut ? ErrorNames.Timeout : null))),
            ("ExecutionArn", Text(child.ExecutionArn)),
            ("Input", Data(child.Input, task)),
            ("InputDetails", Included),
            ("Name", Text(child.Name)),
            ("Output", child.Output is { } output ? Data(output, task) : null),
            ("OutputDetails", child.Output is null ? null : Included),
            ("RedriveCount", JsonValue.Of(child.RedriveCount)),
            ("RedriveStatus", Text(child.RedriveStatus == RedriveStatus.Redrivable ? "REDRIVABLE" : "NOT_REDRIVABLE")),
            ("RedriveStatusReason", Text(child.RedriveStatusReason)),
            ("StartDate", JsonValue.Of(child.StartDate.ToUnixTimeMilliseconds())),
            ("StateMachineArn", Text(child.StateMachineArn)),
            ("Status", Text(child.Status switch
            {
                ExecutionStatus.Succeeded => "SUCCEEDED",
                ExecutionStatus.TimedOut => "TIMED_OUT",
                ExecutionStatus.Aborted => "ABORTED",
                _ => "FAILED",
            })),
            ("StopDate", child.StopDate is { } stopped ? JsonValue.Of(stopped.ToUnixTimeMilliseconds()) : null));
        return child.Status == ExecutionStatus.Succeeded
            ? new TaskSucceeded(default, 0, task.TaskId, Payload.FromValue(description))
            : new TaskFailed(default, 0, task.TaskId, new StatesError(ErrorNames.TaskFailed, description.ToString()));
    }

    private static JsonObject Included => JsonObject.Of(("Included", JsonValue.True));

    private static JsonValue Data(Payload data, AwaitingTask task) => task.IsSecondForm ? data.Value : JsonValue.Of(data.ToString());

    private static JsonString? Text(string? text) => text is null ? null : JsonValue.Of(text);
}
