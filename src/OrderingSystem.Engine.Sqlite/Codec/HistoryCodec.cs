using System.Diagnostics;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.History;

namespace OrderingSystem.Engine.Sqlite.Codec;

/// <summary>The events of one transition. An event that follows its predecessor at the same time costs its type and its details.</summary>
internal static class HistoryCodec
{
    private const byte Version = 1;
    private const byte HasExtras = 0x80;
    private const byte OtherPrevious = 1;
    private const byte OtherTime = 2;

    /// <summary>Which record the details are. The numbers are stored: never renumber, only add.</summary>
    private enum Shape : byte
    {
        None = 0,
        ExecutionStarted = 1,
        ExecutionRedriven = 2,
        StateEntered = 3,
        StateExited = 4,
        Output = 5,
        Error = 6,
        FunctionScheduled = 7,
        TaskScheduled = 8,
        TaskStarted = 9,
        TaskOutput = 10,
        TaskError = 11,
        ActivityStarted = 12,
        MapStateStarted = 13,
        MapIteration = 14,
        MapRunStarted = 15,
        MapRunRedriven = 16,
        EvaluationFailed = 17,
        ExecutionStartedOnVersion = 18,
    }

    /// <param name="events">Consecutive; the first one's id is kept outside the blob, in the row's key.</param>
    public static void Write(BlobWriter blob, IReadOnlyList<HistoryEvent> events)
    {
        blob.Byte(Version);
        blob.Unsigned((ulong)events.Count);
        var time = events[0].Timestamp;
        blob.Time(time);
        foreach (var e in events)
        {
            var extras = (byte)((e.PreviousEventId == e.Id - 1 ? 0 : OtherPrevious) | (e.Timestamp == time ? 0 : OtherTime));
            blob.Byte((byte)((byte)e.Type | (extras == 0 ? 0 : HasExtras)));
            if (extras != 0)
            {
                blob.Byte(extras);
                if ((extras & OtherPrevious) != 0)
                {
                    blob.Signed(e.Id - e.PreviousEventId);
                }

                if ((extras & OtherTime) != 0)
                {
                    time = e.Timestamp;
                    blob.Time(time);
                }
            }

            WriteDetails(blob, e.Details);
        }
    }

    /// <exception cref="InvalidDataException">The bytes are not what <see cref="Write"/> makes.</exception>
    public static List<HistoryEvent> Read(ReadOnlySpan<byte> bytes, long firstEventId)
    {
        var blob = new BlobReader(bytes);
        _ = blob.Version(Version);
        var count = blob.Int32();
        var events = new List<HistoryEvent>(Math.Min(count, bytes.Length));
        var time = blob.Time();
        for (var id = firstEventId; id < firstEventId + count; id++)
        {
            var head = blob.Byte();
            var previous = id - 1;
            if ((head & HasExtras) != 0)
            {
                var extras = blob.Byte();
                previous = (extras & OtherPrevious) != 0 ? id - blob.Signed() : previous;
                time = (extras & OtherTime) != 0 ? blob.Time() : time;
            }

            events.Add(new HistoryEvent(id, previous, time, (HistoryEventType)(head & ~HasExtras), ReadDetails(ref blob)));
        }

        return blob.AtEnd ? events : throw new InvalidDataException("there is more after its last event");
    }

    private static void WriteDetails(BlobWriter blob, HistoryEventDetails? details)
    {
        switch (details)
        {
            case null:
                blob.Byte((byte)Shape.None);
                break;
            case StateEnteredDetails entered:
                blob.Byte((byte)Shape.StateEntered);
                blob.String(entered.Name);
                blob.Payload(entered.Input);
                break;
            case StateExitedDetails exited:
                blob.Byte((byte)Shape.StateExited);
                blob.String(exited.Name);
                blob.Payload(exited.Output);
                blob.Payload(exited.AssignedVariables is { } assigned ? Payload.FromValue(assigned) : null);
                break;
            case OutputDetails output:
                blob.Byte((byte)Shape.Output);
                blob.Payload(output.Output);
                break;
            case ErrorDetails error:
                blob.Byte((byte)Shape.Error);
                blob.String(error.Error);
                blob.String(error.Cause);
                break;
            case FunctionScheduledDetails scheduled:
                blob.Byte((byte)Shape.FunctionScheduled);
                blob.String(scheduled.Resource);
                blob.Payload(scheduled.Input);
                WriteLimits(blob, scheduled.TimeoutInSeconds, scheduled.HeartbeatInSeconds, scheduled.CredentialsRoleArn);
                break;
            case TaskScheduledDetails scheduled:
                blob.Byte((byte)Shape.TaskScheduled);
                blob.String(scheduled.ResourceType);
                blob.String(scheduled.Resource);
                blob.String(scheduled.Region);
                blob.Payload(scheduled.Parameters);
                WriteLimits(blob, scheduled.TimeoutInSeconds, scheduled.HeartbeatInSeconds, scheduled.CredentialsRoleArn);
                break;
            case TaskStartedDetails started:
                blob.Byte((byte)Shape.TaskStarted);
                blob.String(started.ResourceType);
                blob.String(started.Resource);
                break;
            case TaskOutputDetails output:
                blob.Byte((byte)Shape.TaskOutput);
                blob.String(output.ResourceType);
                blob.String(output.Resource);
                blob.Payload(output.Output);
                break;
            case TaskErrorDetails error:
                blob.Byte((byte)Shape.TaskError);
                blob.String(error.ResourceType);
                blob.String(error.Resource);
                blob.String(error.Error);
                blob.String(error.Cause);
                break;
            default:
                WriteRarerDetails(blob, details);
                break;
        }
    }

    private static void WriteRarerDetails(BlobWriter blob, HistoryEventDetails details)
    {
        switch (details)
        {
            case ExecutionStartedDetails { StateMachineVersionArn: null } started:
                blob.Byte((byte)Shape.ExecutionStarted);
                blob.Payload(started.Input);
                blob.String(started.RoleArn);
                break;
            case ExecutionStartedDetails started:
                blob.Byte((byte)Shape.ExecutionStartedOnVersion);
                blob.Payload(started.Input);
                blob.String(started.RoleArn);
                blob.String(started.StateMachineVersionArn);
                blob.String(started.StateMachineAliasArn);
                break;
            case ExecutionRedrivenDetails redriven:
                blob.Byte((byte)Shape.ExecutionRedriven);
                blob.Unsigned((ulong)redriven.RedriveCount);
                break;
            case ActivityStartedDetails started:
                blob.Byte((byte)Shape.ActivityStarted);
                blob.String(started.WorkerName);
                break;
            case MapStateStartedDetails started:
                blob.Byte((byte)Shape.MapStateStarted);
                blob.Unsigned((ulong)started.Length);
                break;
            case MapIterationDetails iteration:
                blob.Byte((byte)Shape.MapIteration);
                blob.String(iteration.Name);
                blob.Unsigned((ulong)iteration.Index);
                break;
            case MapRunStartedDetails started:
                blob.Byte((byte)Shape.MapRunStarted);
                blob.String(started.MapRunArn);
                break;
            case MapRunRedrivenDetails redriven:
                blob.Byte((byte)Shape.MapRunRedriven);
                blob.String(redriven.MapRunArn);
                blob.Unsigned((ulong)redriven.RedriveCount);
                break;
            case EvaluationFailedDetails failed:
                blob.Byte((byte)Shape.EvaluationFailed);
                blob.String(failed.State);
                blob.String(failed.Location);
                blob.String(failed.Error);
                blob.String(failed.Cause);
                break;
            default:
                throw new UnreachableException($"No stored form for {details.GetType().Name}.");
        }
    }

    private static void WriteLimits(BlobWriter blob, long? timeoutInSeconds, long? heartbeatInSeconds, string? credentialsRoleArn)
    {
        blob.OptionalUnsigned(timeoutInSeconds);
        blob.OptionalUnsigned(heartbeatInSeconds);
        blob.String(credentialsRoleArn);
    }

    private static HistoryEventDetails? ReadDetails(ref BlobReader blob)
    {
        var shape = (Shape)blob.Byte();
        return shape switch // arguments are evaluated left to right, which is the order of writing
        {
            Shape.None => null,
            Shape.ExecutionStarted => new ExecutionStartedDetails(blob.Payload(), blob.OptionalString()),
            Shape.ExecutionStartedOnVersion => new ExecutionStartedDetails(blob.Payload(), blob.OptionalString(), blob.OptionalString(), blob.OptionalString()),
            Shape.ExecutionRedriven => new ExecutionRedrivenDetails(blob.Int32()),
            Shape.StateEntered => new StateEnteredDetails(blob.String(), blob.Payload()),
            Shape.StateExited => new StateExitedDetails(blob.String(), blob.Payload(), (JsonObject?)blob.OptionalPayload()?.Value),
            Shape.Output => new OutputDetails(blob.Payload()),
            Shape.Error => new ErrorDetails(blob.OptionalString(), blob.OptionalString()),
            Shape.FunctionScheduled => new FunctionScheduledDetails(
                blob.String(), blob.Payload(), blob.OptionalUnsigned(), blob.OptionalUnsigned(), blob.OptionalString()),
            Shape.TaskScheduled => new TaskScheduledDetails(
                blob.String(), blob.String(), blob.String(), blob.Payload(), blob.OptionalUnsigned(), blob.OptionalUnsigned(), blob.OptionalString()),
            Shape.TaskStarted => new TaskStartedDetails(blob.String(), blob.String()),
            Shape.TaskOutput => new TaskOutputDetails(blob.String(), blob.String(), blob.Payload()),
            Shape.TaskError => new TaskErrorDetails(blob.String(), blob.String(), blob.OptionalString(), blob.OptionalString()),
            Shape.ActivityStarted => new ActivityStartedDetails(blob.OptionalString()),
            Shape.MapStateStarted => new MapStateStartedDetails(blob.Int32()),
            Shape.MapIteration => new MapIterationDetails(blob.String(), blob.Int32()),
            Shape.MapRunStarted => new MapRunStartedDetails(blob.String()),
            Shape.MapRunRedriven => new MapRunRedrivenDetails(blob.String(), blob.Int32()),
            Shape.EvaluationFailed => new EvaluationFailedDetails(blob.String(), blob.OptionalString(), blob.String(), blob.OptionalString()),
            _ => throw new InvalidDataException($"{(byte)shape} is not the number of any event details"),
        };
    }
}
