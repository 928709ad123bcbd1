using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.ErrorHandling;

namespace OrderingSystem.StatesLanguage.Executions;

/// <summary>Something that happened to an execution. Time and randomness arrive with it, so that the same stimuli give the same events.</summary>
/// <param name="OccurredAt">The clock's reading.</param>
/// <param name="Entropy">Seed of all randomness that the transition needs: jitter, <c>States.UUID</c>, <c>$random</c>.</param>
public abstract record Stimulus(DateTimeOffset OccurredAt, ulong Entropy);

/// <summary>The first stimulus of every execution.</summary>
public sealed record StartRequested(DateTimeOffset OccurredAt, ulong Entropy) : Stimulus(OccurredAt, Entropy);

public sealed record TaskSucceeded(DateTimeOffset OccurredAt, ulong Entropy, long TaskId, Payload Output) : Stimulus(OccurredAt, Entropy);

public sealed record TaskFailed(DateTimeOffset OccurredAt, ulong Entropy, long TaskId, StatesError Error) : Stimulus(OccurredAt, Entropy);

/// <summary>A Map run has ended well.</summary>
/// <param name="Results">The array of the children's outputs, in the order of the items.</param>
public sealed record MapRunSucceeded(DateTimeOffset OccurredAt, ulong Entropy, long MapRunId, Payload Results) : Stimulus(OccurredAt, Entropy);

/// <summary>A Map run could not read its items, or more of its children failed than the definition tolerates.</summary>
public sealed record MapRunFailed(DateTimeOffset OccurredAt, ulong Entropy, long MapRunId, StatesError Error) : Stimulus(OccurredAt, Entropy);

/// <summary>The service accepted the call of a <c>.sync</c> or <c>.waitForTaskToken</c> task.</summary>
/// <param name="Output">The service's answer to the call.</param>
public sealed record TaskSubmitted(DateTimeOffset OccurredAt, ulong Entropy, long TaskId, Payload Output) : Stimulus(OccurredAt, Entropy);

/// <summary>A worker took an activity task.</summary>
public sealed record ActivityTaskStarted(DateTimeOffset OccurredAt, ulong Entropy, long TaskId, string? WorkerName) : Stimulus(OccurredAt, Entropy);

public sealed record TaskHeartbeat(DateTimeOffset OccurredAt, ulong Entropy, long TaskId) : Stimulus(OccurredAt, Entropy);

/// <summary>Time has come to <see cref="Stimulus.OccurredAt"/>: everything due by then happens, earliest first.</summary>
public sealed record TimeReached(DateTimeOffset OccurredAt, ulong Entropy) : Stimulus(OccurredAt, Entropy);

public sealed record StopRequested(DateTimeOffset OccurredAt, ulong Entropy, string? Error, string? Cause) : Stimulus(OccurredAt, Entropy);

/// <summary>An execution that ended without success goes on from where it failed.</summary>
public sealed record RedriveRequested(DateTimeOffset OccurredAt, ulong Entropy) : Stimulus(OccurredAt, Entropy);
