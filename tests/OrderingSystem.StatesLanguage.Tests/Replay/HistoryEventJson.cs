using System.Globalization;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.History;

namespace OrderingSystem.StatesLanguage.Tests.Replay;

/// <summary>
/// An event as GetExecutionHistory answers it:
/// <c>{ "timestamp": 1767225600.25, "type": "TaskScheduled", "id": 3, "previousEventId": 2, "taskScheduledEventDetails": { … } }</c>.
/// </summary>
/// <remarks>Step Functions API Reference, "HistoryEvent"; payloads are strings, absent members are left out.</remarks>
internal static class HistoryEventJson
{
    public static JsonObject ToJson(HistoryEvent happened)
    {
        var document = new JsonObject.Builder(5)
            .Set("timestamp", JsonValue.Of(happened.Timestamp.ToUnixTimeMilliseconds() / 1000.0))
            .Set("type", JsonValue.Of(happened.Type.ToString()))
            .Set("id", JsonValue.Of(happened.Id))
            .Set("previousEventId", JsonValue.Of(happened.PreviousEventId));
        if (happened.Details is { } details)
        {
            document.Set(DetailsName(happened.Type), ToJson(details));
        }

        return document.ToObject();
    }

    /// <summary>All events that enter a state share one member, and so do those that exit; every other type has its own.</summary>
    private static string DetailsName(HistoryEventType type)
    {
        var name = type.ToString();
        return name.EndsWith("StateEntered", StringComparison.Ordinal) ? "stateEnteredEventDetails"
            : name.EndsWith("StateExited", StringComparison.Ordinal) ? "stateExitedEventDetails"
            : string.Create(CultureInfo.InvariantCulture, $"{char.ToLowerInvariant(name[0])}{name.AsSpan(1)}EventDetails");
    }

    private static JsonObject ToJson(HistoryEventDetails details) => details switch
    {
        ExecutionStartedDetails started => JsonObject.Of(("input", Text(started.Input)), ("inputDetails", NotTruncated), ("roleArn", Text(started.RoleArn))),
        ExecutionRedrivenDetails redriven => JsonObject.Of(("redriveCount", JsonValue.Of(redriven.RedriveCount))),
        StateEnteredDetails entered => JsonObject.Of(("name", Text(entered.Name)), ("input", Text(entered.Input)), ("inputDetails", NotTruncated)),
        StateExitedDetails exited => JsonObject.Of(("name", Text(exited.Name)), ("output", Text(exited.Output)), ("outputDetails", NotTruncated),
            ("assignedVariables", Variables(exited.AssignedVariables)), ("assignedVariablesDetails", exited.AssignedVariables is null ? null : NotTruncated)),
        OutputDetails output => JsonObject.Of(("output", Text(output.Output)), ("outputDetails", NotTruncated)),
        ErrorDetails error => JsonObject.Of(("error", Text(error.Error)), ("cause", Text(error.Cause))),
        FunctionScheduledDetails scheduled => JsonObject.Of(("resource", Text(scheduled.Resource)), ("input", Text(scheduled.Input)), ("inputDetails", NotTruncated),
            ("timeoutInSeconds", Number(scheduled.TimeoutInSeconds)), ("heartbeatInSeconds", Number(scheduled.HeartbeatInSeconds)),
            ("taskCredentials", Credentials(scheduled.CredentialsRoleArn))),
        TaskScheduledDetails scheduled => JsonObject.Of(("resourceType", Text(scheduled.ResourceType)), ("resource", Text(scheduled.Resource)),
            ("region", Text(scheduled.Region)), ("parameters", Text(scheduled.Parameters)), ("timeoutInSeconds", Number(scheduled.TimeoutInSeconds)),
            ("heartbeatInSeconds", Number(scheduled.HeartbeatInSeconds)), ("taskCredentials", Credentials(scheduled.CredentialsRoleArn))),
        TaskStartedDetails started => JsonObject.Of(("resourceType", Text(started.ResourceType)), ("resource", Text(started.Resource))),
        TaskOutputDetails answered => JsonObject.Of(("resourceType", Text(answered.ResourceType)), ("resource", Text(answered.Resource)),
            ("output", Text(answered.Output)), ("outputDetails", NotTruncated)),
        TaskErrorDetails failed => JsonObject.Of(("resourceType", Text(failed.ResourceType)), ("resource", Text(failed.Resource)),
            ("error", Text(failed.Error)), ("cause", Text(failed.Cause))),
        ActivityStartedDetails taken => JsonObject.Of(("workerName", Text(taken.WorkerName))),
        MapStateStartedDetails map => JsonObject.Of(("length", JsonValue.Of(map.Length))),
        MapIterationDetails iteration => JsonObject.Of(("name", Text(iteration.Name)), ("index", JsonValue.Of(iteration.Index))),
        MapRunStartedDetails run => JsonObject.Of(("mapRunArn", Text(run.MapRunArn))),
        MapRunRedrivenDetails run => JsonObject.Of(("mapRunArn", Text(run.MapRunArn)), ("redriveCount", JsonValue.Of(run.RedriveCount))),
        EvaluationFailedDetails failed => JsonObject.Of(("state", Text(failed.State)), ("location", Text(failed.Location)), ("error", Text(failed.Error)),
            ("cause", Text(failed.Cause))),
        _ => throw new InvalidOperationException($"No form for {details.GetType().Name}."),
    };

    private static JsonObject NotTruncated { get; } = JsonObject.Of(("truncated", JsonValue.False));

    private static JsonString? Text(string? text) => text is null ? null : JsonValue.Of(text);

    private static JsonString Text(Payload payload) => JsonValue.Of(payload.ToString());

    private static JsonNumber? Number(long? value) => value is { } number ? JsonValue.Of(number) : null;

    private static JsonObject? Credentials(string? roleArn) => roleArn is null ? null : JsonObject.Of(("roleArn", JsonValue.Of(roleArn)));

    /// <summary>Each variable's value as JSON text.</summary>
    private static JsonObject? Variables(JsonObject? assigned)
    {
        if (assigned is null)
        {
            return null;
        }

        var texts = new JsonObject.Builder(assigned.Count);
        foreach (var (name, value) in assigned)
        {
            texts.Set(name, JsonValue.Of(value.ToString()));
        }

        return texts.ToObject();
    }
}
