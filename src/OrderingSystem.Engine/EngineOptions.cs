using OrderingSystem.Engine.Retention;
using OrderingSystem.Engine.Tasks;

namespace OrderingSystem.Engine;

public sealed record EngineOptions
{
    /// <summary>In every ARN that the engine makes.</summary>
    public string Region { get; init; } = "us-east-1";

    /// <summary>In every ARN that the engine makes.</summary>
    public string AccountId { get; init; } = "123456789012";

    public TaskDispatcherOptions Tasks { get; init; } = new();

    /// <summary>Keeps everything, unless told otherwise.</summary>
    public RetentionOptions Retention { get; init; } = new();

    /// <summary>An execution that is due sooner than this may sleep in memory; the others are read again when they are due.</summary>
    public TimeSpan KeepInMemoryBefore { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Memory for executions that sleep in it.</summary>
    public long SleepersInMemoryBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Requests that change something and are under way at the same time; the next wait.</summary>
    public int MaxConcurrentRequests { get; init; } = 4_096;

    /// <summary>How long a request waits for its turn before it is refused with ThrottlingException.</summary>
    public TimeSpan AdmissionTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Express executions under way at the same time; they live in memory, and one more is refused with ThrottlingException.</summary>
    public int MaxExpressExecutions { get; init; } = 50_000;

    /// <summary>
    /// What passes by the wall clock, however fast the engine's own clock runs: the pauses before something that failed is tried again, and the patience
    /// of callers who wait for their turn.
    /// </summary>
    public TimeProvider RealTime { get; init; } = TimeProvider.System;

    /// <summary>How long running calls may go on when the engine stops; recovery makes those again that did not end.</summary>
    public TimeSpan ShutdownGrace { get; init; } = TimeSpan.FromSeconds(5);
}
