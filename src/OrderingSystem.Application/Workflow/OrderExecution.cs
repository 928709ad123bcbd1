namespace OrderingSystem.Application.Workflow;

/// <param name="Input">Null where the execution's input is not one of ours.</param>
public sealed record OrderExecution(string ExecutionArn, DateTimeOffset StartedAt, PlacedOrder? Input);
