using System.Collections.Immutable;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Executions;

/// <summary>One line of control: the machine itself, one branch of a Parallel state or one iteration of a Map state.</summary>
public sealed record Frame
{
    public const int RootId = 0;

    public required int Id { get; init; }

    /// <summary>The frame whose Parallel or Map state made this one; null for the root.</summary>
    public int? ParentId { get; init; }

    /// <summary>Number of the branch or of the iteration, from 0.</summary>
    public int Index { get; init; }

    /// <summary>The state that the frame is in; empty while an iteration waits for its turn.</summary>
    public required string StateName { get; init; }

    /// <summary>The state's raw input.</summary>
    public required Payload Input { get; init; }

    /// <summary>The state's …Entered event.</summary>
    public required long EnteredEventId { get; init; }

    public required DateTimeOffset EnteredTime { get; init; }

    /// <summary>The newest event on this line: the previousEventId of the next.</summary>
    public required long PreviousEventId { get; init; }

    /// <summary>Tries so far by each retrier of the state, in the order of its Retry list; empty before the first retry.</summary>
    public ImmutableArray<int> RetrierAttempts { get; init; } = [];

    /// <summary>All retries of the state since it was entered: the context object's RetryCount.</summary>
    public int RetryCount { get; init; }

    /// <summary>Variables assigned on this line; those of the frames above are seen through.</summary>
    public JsonObject Variables { get; init; } = JsonObject.Empty;

    /// <summary>The item of a Map iteration, for the context object; null elsewhere.</summary>
    public Payload? Item { get; init; }

    /// <summary>What the line waits for. Null only while the interpreter is at work on it.</summary>
    public FrameWait? Wait { get; init; }
}
