namespace OrderingSystem.Application.Workflow;

/// <summary>What redeems an operator's task token, and so the output of the state AskOperator.</summary>
/// <param name="Decision"><c>retry</c>, <c>cancel</c> or <c>confirm-shipped</c>; the only member that the state machine reads.</param>
public sealed record DecisionOutput(string Decision, string? Note = null, string? By = null, DateTimeOffset? At = null);
