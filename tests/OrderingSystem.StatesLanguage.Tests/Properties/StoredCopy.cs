using System.Collections.Immutable;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.StatesLanguage.Tests.Properties;

/// <summary>An execution as it is after it was written down and read again: equal in text, sharing nothing, nothing parsed.</summary>
internal static class StoredCopy
{
    public static Execution Of(Execution execution) => execution with
    {
        Facts = execution.Facts with { Input = Of(execution.Facts.Input) },
        Output = execution.Output is null ? null : Of(execution.Output),
        Frames = execution.Frames.Values.Select(Of).ToImmutableSortedDictionary(frame => frame.Id, frame => frame),
    };

    private static Frame Of(Frame frame) => new()
    {
        Id = frame.Id,
        ParentId = frame.ParentId,
        Index = frame.Index,
        StateName = new string(frame.StateName),
        Input = Of(frame.Input),
        EnteredEventId = frame.EnteredEventId,
        EnteredTime = frame.EnteredTime,
        PreviousEventId = frame.PreviousEventId,
        RetrierAttempts = [.. frame.RetrierAttempts],
        RetryCount = frame.RetryCount,
        Variables = (JsonObject)JsonValue.Parse(frame.Variables.ToString()),
        Item = frame.Item is null ? null : Of(frame.Item),
        Wait = frame.Wait switch
        {
            WaitingForTask wait => wait with { Task = wait.Task with { Parameters = Of(wait.Task.Parameters) } },
            FrameEnded ended => new FrameEnded(Of(ended.Result)),
            var wait => wait,
        },
    };

    private static Payload Of(Payload payload) => Payload.FromTrustedUtf8(payload.Utf8.ToArray());
}
