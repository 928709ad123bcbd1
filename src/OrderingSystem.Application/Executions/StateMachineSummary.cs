namespace OrderingSystem.Application.Executions;

/// <param name="Type"><c>STANDARD</c> or <c>EXPRESS</c>.</param>
public sealed record StateMachineSummary(string Name, string Arn, string Type, DateTimeOffset CreatedAt);

/// <param name="Definition">States Language, as JSON text.</param>
/// <param name="RevisionId">Changes with each update; null where the machine was never updated.</param>
public sealed record StateMachineDetails(StateMachineSummary Summary, string Status, string Definition, string? RevisionId);
