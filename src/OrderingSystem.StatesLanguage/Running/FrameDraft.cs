using System.Collections.Immutable;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.StatesLanguage.Running;

/// <summary>
/// A frame while the interpreter works on it: the same facts as <see cref="Frame"/>, changed in place, stored when the work on it pauses. There is
/// one draft of a frame at a time; whoever saves it gives it up.
/// </summary>
internal sealed class FrameDraft(Frame frame)
{
    public int Id => frame.Id;

    public int? ParentId => frame.ParentId;

    public int Index => frame.Index;

    public Payload? Item => frame.Item;

    public string StateName { get; set; } = frame.StateName;

    public Payload Input { get; set; } = frame.Input;

    public long EnteredEventId { get; set; } = frame.EnteredEventId;

    /// <summary>The previousEventId of the …Entered event; known only during the transition that entered the state.</summary>
    public long? EnteredAfterEventId { get; set; }

    public DateTimeOffset EnteredTime { get; set; } = frame.EnteredTime;

    public long PreviousEventId { get; set; } = frame.PreviousEventId;

    public ImmutableArray<int> RetrierAttempts { get; set; } = frame.RetrierAttempts;

    public int RetryCount { get; set; } = frame.RetryCount;

    public JsonObject Variables { get; set; } = frame.Variables;

    public FrameWait? Wait { get; set; } = frame.Wait;

    public Frame ToFrame() => frame with
    {
        StateName = StateName,
        Input = Input,
        EnteredEventId = EnteredEventId,
        EnteredTime = EnteredTime,
        PreviousEventId = PreviousEventId,
        RetrierAttempts = RetrierAttempts,
        RetryCount = RetryCount,
        Variables = Variables,
        Wait = Wait,
    };
}
