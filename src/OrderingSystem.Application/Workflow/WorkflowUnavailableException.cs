namespace OrderingSystem.Application.Workflow;

/// <summary>The Step Functions endpoint gave no answer, or asked for patience.</summary>
public sealed class WorkflowUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException);
