using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Stores;

/// <summary>One transition, to be stored.</summary>
/// <param name="ExecutionId">The execution's number in the store.</param>
/// <param name="Revision">What the execution runs; its facts are derived from it.</param>
/// <param name="Before">The state that the transition began from; null for a new execution.</param>
public sealed record ExecutionCommit(long ExecutionId, StateMachines.StateMachineRevision Revision, Execution? Before, Transition Transition)
{
    public Execution After => Transition.Execution;

    /// <summary>An event for the outbox, JSON in UTF-8, stored with the transition; null for none.</summary>
    public byte[]? StatusChange { get; init; }

    public WakeTime Wake => WakeTime.Of(After);
}
