using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.History;

/// <summary>What an event says beside its type. Types that say the same things share a record.</summary>
public abstract record HistoryEventDetails
{
    private protected HistoryEventDetails()
    {
    }
}

/// <summary><c>ExecutionStarted</c>.</summary>
/// <param name="StateMachineVersionArn">Null where the execution was started on the state machine itself.</param>
/// <param name="StateMachineAliasArn">Null where it was not started on an alias.</param>
public sealed record ExecutionStartedDetails(Payload Input, string? RoleArn, string? StateMachineVersionArn = null, string? StateMachineAliasArn = null) : HistoryEventDetails;

/// <summary><c>ExecutionRedriven</c>.</summary>
public sealed record ExecutionRedrivenDetails(int RedriveCount) : HistoryEventDetails;

/// <summary>Every <c>…StateEntered</c>.</summary>
public sealed record StateEnteredDetails(string Name, Payload Input) : HistoryEventDetails;

/// <summary>Every <c>…StateExited</c>.</summary>
/// <param name="AssignedVariables">What the state assigned; null where it assigned nothing.</param>
public sealed record StateExitedDetails(string Name, Payload Output, JsonObject? AssignedVariables) : HistoryEventDetails;

/// <summary><c>ExecutionSucceeded</c>, <c>LambdaFunctionSucceeded</c>, <c>ActivitySucceeded</c>.</summary>
public sealed record OutputDetails(Payload Output) : HistoryEventDetails;

/// <summary>Failures, time-outs and aborts of executions, functions, activities and map runs. Absent members are null.</summary>
public sealed record ErrorDetails(string? Error, string? Cause) : HistoryEventDetails;

/// <summary><c>LambdaFunctionScheduled</c>, <c>ActivityScheduled</c>.</summary>
/// <param name="Resource">The function's or the activity's ARN.</param>
public sealed record FunctionScheduledDetails(string Resource, Payload Input, long? TimeoutInSeconds, long? HeartbeatInSeconds, string? CredentialsRoleArn)
    : HistoryEventDetails;

/// <summary><c>TaskScheduled</c>.</summary>
/// <param name="ResourceType">The service, such as <c>lambda</c>.</param>
/// <param name="Resource">The action with its suffix, such as <c>invoke.waitForTaskToken</c>.</param>
public sealed record TaskScheduledDetails(
    string ResourceType,
    string Resource,
    string Region,
    Payload Parameters,
    long? TimeoutInSeconds,
    long? HeartbeatInSeconds,
    string? CredentialsRoleArn) : HistoryEventDetails;

/// <summary><c>TaskStarted</c>.</summary>
public sealed record TaskStartedDetails(string ResourceType, string Resource) : HistoryEventDetails;

/// <summary><c>TaskSubmitted</c>, <c>TaskSucceeded</c>.</summary>
public sealed record TaskOutputDetails(string ResourceType, string Resource, Payload Output) : HistoryEventDetails;

/// <summary><c>TaskFailed</c>, <c>TaskTimedOut</c>, <c>TaskStartFailed</c>, <c>TaskSubmitFailed</c>.</summary>
public sealed record TaskErrorDetails(string ResourceType, string Resource, string? Error, string? Cause) : HistoryEventDetails;

/// <summary><c>ActivityStarted</c>.</summary>
public sealed record ActivityStartedDetails(string? WorkerName) : HistoryEventDetails;

/// <summary><c>MapStateStarted</c>.</summary>
public sealed record MapStateStartedDetails(int Length) : HistoryEventDetails;

/// <summary><c>MapIterationStarted</c>, <c>…Succeeded</c>, <c>…Failed</c>, <c>…Aborted</c>.</summary>
public sealed record MapIterationDetails(string Name, int Index) : HistoryEventDetails;

/// <summary><c>MapRunStarted</c>.</summary>
public sealed record MapRunStartedDetails(string MapRunArn) : HistoryEventDetails;

/// <summary><c>MapRunRedriven</c>.</summary>
public sealed record MapRunRedrivenDetails(string MapRunArn, int RedriveCount) : HistoryEventDetails;

/// <summary><c>EvaluationFailed</c>.</summary>
public sealed record EvaluationFailedDetails(string State, string? Location, string Error, string? Cause) : HistoryEventDetails;
