using System.Text.Json.Nodes;

namespace OrderingSystem.Application.Executions;

/// <summary>One history event, in the service's own words.</summary>
/// <param name="Type">The event type, for example <c>TaskStateEntered</c>.</param>
/// <param name="DetailsName">The member that holds the details, for example <c>stateEnteredEventDetails</c>; null where the type has none.</param>
/// <param name="Details">The members of that object; payloads are JSON in a text, as the service gives them.</param>
public sealed record HistoryEntry(long Id, long PreviousEventId, string Type, DateTimeOffset At, string? DetailsName, JsonObject? Details)
{
    /// <returns>A member of the details that is a text; null where there is none of that name.</returns>
    public string? Text(string member) => Details?[member] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <inheritdoc cref="Text"/>
    public long? Number(string member) => Details?[member] is JsonValue value && value.TryGetValue<long>(out var number) ? number : null;

    public bool IsStateEntered => Type.EndsWith("StateEntered", StringComparison.Ordinal);

    public bool IsStateExited => Type.EndsWith("StateExited", StringComparison.Ordinal);

    /// <summary>A try of a task began.</summary>
    public bool IsScheduled => Type is "TaskScheduled" or "LambdaFunctionScheduled" or "ActivityScheduled";

    /// <summary>A try of a task came to nothing.</summary>
    public bool IsFailure => Type is "TaskFailed" or "TaskTimedOut" or "TaskStartFailed" or "TaskSubmitFailed"
        or "LambdaFunctionFailed" or "LambdaFunctionTimedOut" or "LambdaFunctionScheduleFailed" or "LambdaFunctionStartFailed"
        or "ActivityFailed" or "ActivityTimedOut" or "ActivityScheduleFailed";

    /// <summary>The execution ended; a redrive may take it up again.</summary>
    public bool IsEnd => Type is "ExecutionSucceeded" or "ExecutionFailed" or "ExecutionAborted" or "ExecutionTimedOut";

    /// <summary>A try of a task that ends when somebody sends its token.</summary>
    public bool IsCallback => Type == "TaskScheduled" && Text("resource")?.EndsWith(HistoryOutline.CallbackSuffix, StringComparison.Ordinal) == true;
}
