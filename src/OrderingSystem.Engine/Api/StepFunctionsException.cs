namespace OrderingSystem.Engine.Api;

/// <summary>A refusal in the service's own words.</summary>
/// <param name="code">The service's error code, such as <c>ExecutionDoesNotExist</c>: the <c>__type</c> on the wire.</param>
public class StepFunctionsException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;

    public static StepFunctionsException ExecutionAlreadyExists(string executionArn) =>
        new("ExecutionAlreadyExists", $"Execution Already Exists: '{executionArn}'");

    public static StepFunctionsException ExecutionDoesNotExist(string executionArn) =>
        new("ExecutionDoesNotExist", $"Execution Does Not Exist: '{executionArn}'");

    public static StepFunctionsException StateMachineDoesNotExist(string stateMachineArn) =>
        new("StateMachineDoesNotExist", $"State Machine Does Not Exist: '{stateMachineArn}'");

    public static StepFunctionsException ActivityDoesNotExist(string activityArn) =>
        new("ActivityDoesNotExist", $"Activity Does Not Exist: '{activityArn}'");

    public static StepFunctionsException ResourceNotFound(string resourceArn) =>
        new("ResourceNotFound", $"Resource not found: '{resourceArn}'");

    public static StepFunctionsException StateMachineAlreadyExists(string stateMachineArn) =>
        new("StateMachineAlreadyExists", $"State Machine Already Exists: '{stateMachineArn}'");

    public static StepFunctionsException StateMachineDeleting(string stateMachineArn) =>
        new("StateMachineDeleting", $"State Machine Deleting: '{stateMachineArn}'");

    /// <summary>Of an alias, or of a version that an alias is to point at.</summary>
    public static StepFunctionsException AliasResourceNotFound() => new("ResourceNotFound", "Request references a resource that does not exist.");

    public static StepFunctionsException Conflict(string problem) => new("ConflictException", problem);

    public static StepFunctionsException Validation(string problem) => new("ValidationException", problem);

    public static StepFunctionsException InvalidDefinition(string problems) =>
        new("InvalidDefinition", $"Invalid State Machine Definition: '{problems}'");

    public static StepFunctionsException InvalidExecutionInput(string problem) =>
        new("InvalidExecutionInput", $"Invalid State Machine Execution Input: '{problem}'");

    public static StepFunctionsException InvalidToken() => new("InvalidToken", "Invalid Token: 'Invalid token'");

    public static StepFunctionsException InvalidOutput(string problem) => new("InvalidOutput", $"Invalid Output: '{problem}'");

    /// <summary>The task was there, and nobody waits for it any more.</summary>
    public static StepFunctionsException TaskTimedOut() =>
        new("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");

    public static StepFunctionsException ExecutionNotRedrivable(string reason) => new("ExecutionNotRedrivable", reason);

    /// <summary>For operations that only Standard, or only Express state machines have.</summary>
    public static StepFunctionsException StateMachineTypeNotSupported() =>
        new("StateMachineTypeNotSupported", "This operation is not supported by this type of state machine");

    public static StepFunctionsException Throttling() => new("ThrottlingException", "Rate exceeded");
}
