using System.Collections.Immutable;
using System.Diagnostics;
using OrderingSystem.Engine.StateMachines;
using OrderingSystem.Engine.Stores;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Sqlite.Codec;

/// <summary>
/// The parts of an execution that are stored apart: its origin (never changes), its state with the root frame (changes with every
/// transition), and every other frame (changes when its line moves).
/// </summary>
internal static class ExecutionCodec
{
    private const byte Version = 1;

    /// <summary>An origin that goes on with the version, the alias and the test case that the execution was started on.</summary>
    private const byte OriginWithTarget = 2;

    /// <summary>What a frame waits for. The numbers are stored: never renumber, only add.</summary>
    private enum WaitKind : byte
    {
        None = 0,
        Time = 1,
        Retry = 2,
        Task = 3,
        Children = 4,
        Turn = 5,
        Ended = 6,
        MapRun = 7,
    }

    public static void WriteOrigin(BlobWriter blob, ExecutionFacts facts)
    {
        var hasTarget = facts.Version is not null || facts.TestCase is not null;
        blob.Byte(hasTarget ? OriginWithTarget : Version);
        blob.Time(facts.StartTime);
        blob.Payload(facts.Input);
        blob.String(facts.TraceHeader);
        if (hasTarget)
        {
            blob.Unsigned((ulong)(facts.Version ?? 0));
            blob.String(facts.Alias);
            blob.String(facts.TestCase);
        }
    }

    /// <summary>The facts, from the row's origin and from what the row refers to.</summary>
    public static ExecutionFacts ReadOrigin(ReadOnlySpan<byte> bytes, StateMachineRevision revision, string executionName)
    {
        var blob = new BlobReader(bytes);
        var version = blob.Version(OriginWithTarget);
        var startTime = blob.Time();
        var input = blob.Payload();
        var traceHeader = blob.OptionalString();
        var facts = new ExecutionFacts(revision.ExecutionArn(executionName), executionName, revision.Arn, revision.Name, revision.DefinitionId,
            revision.RoleArn, startTime, input, traceHeader);
        return version < OriginWithTarget ? facts : facts with
        {
            Version = blob.Int32() is > 0 and var number ? number : null,
            Alias = blob.OptionalString(),
            TestCase = blob.OptionalString(),
        };
    }

    public static ExecutionOrigin ReadOrigin(ReadOnlySpan<byte> bytes)
    {
        var blob = new BlobReader(bytes);
        _ = blob.Version(OriginWithTarget);
        _ = blob.Time();
        return new ExecutionOrigin(blob.Payload(), blob.OptionalString());
    }

    /// <summary>The state: header and root frame; with <paramref name="allFrames"/> every frame, for executions that ended.</summary>
    public static void WriteState(BlobWriter blob, Execution execution, bool allFrames)
    {
        blob.Preset(execution.Facts.Input);
        blob.Byte(Version);
        blob.Byte((byte)execution.Status);
        blob.Time(execution.LastEventTime);
        blob.Unsigned((ulong)execution.LastEventId);
        blob.Unsigned((ulong)execution.NextFrameId);
        blob.Unsigned((ulong)execution.NextTaskId);
        blob.OptionalTime(execution.Deadline);
        blob.Payload(execution.Output);
        blob.Byte(execution.Error is null ? (byte)0 : (byte)1);
        if (execution.Error is { } error)
        {
            blob.String(error.Name);
            blob.String(error.Cause);
        }

        blob.OptionalTime(execution.StopTime);
        blob.Unsigned((ulong)execution.RedriveCount);
        blob.OptionalTime(execution.RedriveTime);
        var own = allFrames ? execution.Frames.Count : execution.Frames.ContainsKey(Frame.RootId) ? 1 : 0;
        blob.Unsigned((ulong)own);
        foreach (var frame in execution.Frames.Values)
        {
            if (allFrames || frame.Id == Frame.RootId)
            {
                WriteFrameFields(blob, frame);
            }
        }
    }

    public static Execution ReadState(ReadOnlySpan<byte> bytes, ExecutionFacts facts)
    {
        var blob = new BlobReader(bytes);
        blob.Preset(facts.Input);
        _ = blob.Version(Version);
        var execution = new Execution
        {
            Facts = facts,
            Status = (ExecutionStatus)blob.Byte(),
            LastEventTime = blob.Time(),
            LastEventId = blob.Count(),
            NextFrameId = blob.Int32(),
            NextTaskId = blob.Count(),
            Deadline = blob.OptionalTime(),
            Output = blob.OptionalPayload(),
            Error = blob.Flag() ? new StatesError(blob.OptionalString(), blob.OptionalString()) : null,
            StopTime = blob.OptionalTime(),
            RedriveCount = blob.Int32(),
            RedriveTime = blob.OptionalTime(),
            Frames = ReadFrames(ref blob),
        };
        return blob.AtEnd ? execution : throw new InvalidDataException("there is more after its last frame");
    }

    public static void WriteFrame(BlobWriter blob, Frame frame)
    {
        blob.Byte(Version);
        WriteFrameFields(blob, frame);
    }

    public static Frame ReadFrame(ReadOnlySpan<byte> bytes)
    {
        var blob = new BlobReader(bytes);
        _ = blob.Version(Version);
        var frame = ReadFrameFields(ref blob);
        return blob.AtEnd ? frame : throw new InvalidDataException("there is more after the frame");
    }

    private static ImmutableSortedDictionary<int, Frame> ReadFrames(ref BlobReader blob)
    {
        var frames = ImmutableSortedDictionary<int, Frame>.Empty;
        for (var rest = blob.Int32(); rest > 0; rest--)
        {
            var frame = ReadFrameFields(ref blob);
            frames = frames.Add(frame.Id, frame);
        }

        return frames;
    }

    private static void WriteFrameFields(BlobWriter blob, Frame frame)
    {
        blob.Unsigned((ulong)frame.Id);
        blob.OptionalUnsigned(frame.ParentId);
        blob.Unsigned((ulong)frame.Index);
        blob.String(frame.StateName);
        blob.Payload(frame.Input);
        blob.Unsigned((ulong)frame.EnteredEventId);
        blob.Time(frame.EnteredTime);
        blob.Unsigned((ulong)frame.PreviousEventId);
        blob.Unsigned((ulong)frame.RetrierAttempts.Length);
        foreach (var attempts in frame.RetrierAttempts)
        {
            blob.Unsigned((ulong)attempts);
        }

        blob.Unsigned((ulong)frame.RetryCount);
        blob.Payload(frame.Variables.Count == 0 ? null : Payload.FromValue(frame.Variables));
        blob.Payload(frame.Item);
        WriteWait(blob, frame.Wait);
    }

    private static Frame ReadFrameFields(ref BlobReader blob) => new()
    {
        Id = blob.Int32(),
        ParentId = (int?)blob.OptionalUnsigned(),
        Index = blob.Int32(),
        StateName = blob.String(),
        Input = blob.Payload(),
        EnteredEventId = blob.Count(),
        EnteredTime = blob.Time(),
        PreviousEventId = blob.Count(),
        RetrierAttempts = ReadAttempts(ref blob),
        RetryCount = blob.Int32(),
        Variables = (JsonObject?)blob.OptionalPayload()?.Value ?? JsonObject.Empty,
        Item = blob.OptionalPayload(),
        Wait = ReadWait(ref blob),
    };

    private static ImmutableArray<int> ReadAttempts(ref BlobReader blob)
    {
        var attempts = ImmutableArray.CreateBuilder<int>();
        for (var rest = blob.Int32(); rest > 0; rest--)
        {
            attempts.Add(blob.Int32());
        }

        return attempts.DrainToImmutable();
    }

    private static void WriteWait(BlobWriter blob, FrameWait? wait)
    {
        switch (wait)
        {
            case null:
                blob.Byte((byte)WaitKind.None);
                break;
            case WaitingForTime { Until: var until }:
                blob.Byte((byte)WaitKind.Time);
                blob.Time(until);
                break;
            case WaitingForRetry { Until: var until }:
                blob.Byte((byte)WaitKind.Retry);
                blob.Time(until);
                break;
            case WaitingForTask task:
                blob.Byte((byte)WaitKind.Task);
                WriteTask(blob, task.Task);
                blob.Byte(task.CallInFlight ? (byte)1 : (byte)0);
                blob.OptionalTime(task.TimeoutAt);
                blob.OptionalTime(task.HeartbeatAt);
                break;
            case WaitingForChildren children:
                blob.Byte((byte)WaitKind.Children);
                blob.Unsigned((ulong)children.FirstChildId);
                blob.Unsigned((ulong)children.Count);
                blob.Unsigned((ulong)children.NextIndex);
                blob.Unsigned((ulong)children.Remaining);
                blob.Unsigned((ulong)children.MaxConcurrency);
                break;
            case WaitingForTurn:
                blob.Byte((byte)WaitKind.Turn);
                break;
            case FrameEnded { Result: var result }:
                blob.Byte((byte)WaitKind.Ended);
                blob.Payload(result);
                break;
            case WaitingForMapRun run:
                blob.Byte((byte)WaitKind.MapRun);
                MapRunCodec.Write(blob, run);
                break;
            default:
                throw new UnreachableException($"No stored form for {wait.GetType().Name}.");
        }
    }

    private static FrameWait? ReadWait(ref BlobReader blob)
    {
        var kind = (WaitKind)blob.Byte();
        return kind switch // arguments are evaluated left to right, which is the order of writing
        {
            WaitKind.None => null,
            WaitKind.Time => new WaitingForTime(blob.Time()),
            WaitKind.Retry => new WaitingForRetry(blob.Time()),
            WaitKind.Task => new WaitingForTask(ReadTask(ref blob), blob.Flag(), blob.OptionalTime(), blob.OptionalTime()),
            WaitKind.Children => new WaitingForChildren(blob.Int32(), blob.Int32(), blob.Int32(), blob.Int32(), blob.Int32()),
            WaitKind.Turn => WaitingForTurn.Instance,
            WaitKind.Ended => new FrameEnded(blob.Payload()),
            WaitKind.MapRun => MapRunCodec.Read(ref blob),
            _ => throw new InvalidDataException($"{(byte)kind} is not the number of anything that a frame waits for"),
        };
    }

    private static void WriteTask(BlobWriter blob, StartTask task)
    {
        blob.Unsigned((ulong)task.TaskId);
        blob.String(task.StateName);
        blob.Unsigned((ulong)task.RetryCount);
        blob.String(task.Resource.Arn);
        blob.Payload(task.Parameters);
        blob.String(task.Token?.Value);
        blob.OptionalUnsigned(task.TimeoutInSeconds);
        blob.OptionalUnsigned(task.HeartbeatInSeconds);
        blob.String(task.CredentialsRoleArn);
    }

    private static StartTask ReadTask(ref BlobReader blob) => new(
        blob.Count(), blob.String(), blob.Int32(), ReadResource(ref blob), blob.Payload(),
        blob.OptionalString() is { } token ? new TaskToken(token) : null,
        blob.OptionalUnsigned(), blob.OptionalUnsigned(), blob.OptionalString());

    private static TaskResource ReadResource(ref BlobReader blob)
    {
        var arn = blob.String();
        return TaskResource.TryParse(arn, out var resource)
            ? resource
            : throw new InvalidDataException($"'{arn}' is not the ARN of a task's resource");
    }
}
