namespace OrderingSystem.Application.Workflow;

/// <summary>What redeems the token of an order that waits for the carrier.</summary>
public sealed record ReleaseOutput(string OutageId, DateTimeOffset ReleasedAt);
