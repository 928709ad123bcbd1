namespace OrderingSystem.Engine.Nested;

/// <summary>A Task state that waits for the end of an execution that it started: <c>states:startExecution.sync</c>.</summary>
/// <param name="ExecutionArn">Of the execution that the task belongs to.</param>
/// <param name="IsSecondForm"><c>.sync:2</c>, which shows input and output as JSON; <c>.sync</c> shows them as text.</param>
public sealed record AwaitingTask(string ExecutionArn, long TaskId, bool IsSecondForm);
