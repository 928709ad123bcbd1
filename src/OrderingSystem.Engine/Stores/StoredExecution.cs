using System.Runtime.InteropServices;
using OrderingSystem.Engine.StateMachines;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Stores;

/// <summary>An execution's state together with what it runs.</summary>
public sealed record StoredExecution(long ExecutionId, StateMachineRevision Revision, Execution Execution);

/// <summary>What lists show of an execution, without reading its state.</summary>
public sealed record ExecutionRecord(
    long ExecutionId,
    StateMachineRevision Revision,
    string Name,
    ExecutionStatus Status,
    DateTimeOffset StartTime,
    DateTimeOffset? StopTime,
    int RedriveCount,
    DateTimeOffset? RedriveTime)
{
    public StartedOn StartedOn { get; init; }
}

/// <summary>Under which published version and alias of its state machine an execution was started; both null for the state machine itself.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct StartedOn(int? Version, string? Alias);

/// <summary>What an execution began with.</summary>
public sealed record ExecutionOrigin(Payload Input, string? TraceHeader);

/// <summary>A step of removing what ended long ago.</summary>
/// <param name="LastId">Where the next step begins; null when there is nothing behind it.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RemovalStep(long? LastId, int Removed);

/// <summary>A sleeping execution and its time, which together order those that are due.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct DueExecution(long ExecutionId, DateTimeOffset Due);
