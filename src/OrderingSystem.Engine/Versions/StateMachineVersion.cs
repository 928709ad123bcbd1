namespace OrderingSystem.Engine.Versions;

/// <summary>A revision that was published under a number; numbers ascend from 1 and are never used again.</summary>
/// <param name="RevisionId">What executions of the version run.</param>
internal sealed record StateMachineVersion(long StateMachineId, int Number, long RevisionId, string? Description, DateTimeOffset CreatedAt);
