namespace OrderingSystem.Engine;

/// <summary>An execution that sleeps with a time to wake.</summary>
public sealed record EngineTimer(DateTimeOffset DueAt, string StateMachineName, string ExecutionName);
