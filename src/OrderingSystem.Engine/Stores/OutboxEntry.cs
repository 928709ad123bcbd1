namespace OrderingSystem.Engine.Stores;

/// <summary>An event that was committed with a transition and has not been taken by its receiver yet.</summary>
/// <param name="Sequence">In the order of the commits.</param>
/// <param name="Event">JSON in UTF-8.</param>
public sealed record OutboxEntry(long Sequence, long ExecutionId, byte[] Event);
