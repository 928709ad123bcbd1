namespace Amazon.StepFunctions.Model;

public sealed class ActivityFailedEventDetails
{
    public string? Cause { get; set; }

    public string? Error { get; set; }
}

public sealed class ActivityScheduleFailedEventDetails
{
    public string? Cause { get; set; }

    public string? Error { get; set; }
}

public sealed class ActivityScheduledEventDetails
{
    public long? HeartbeatInSeconds { get; set; }

    public string? Input { get; set; }

    public HistoryEventExecutionDataDetails? InputDetails { get; set; }

    public string? Resource { get; set; }

    public long? TimeoutInSeconds { get; set; }
}

public sealed class ActivityStartedEventDetails
{
    public string? WorkerName { get; set; }
}

public sealed class ActivitySucceededEventDetails
{
    public string? Output { get; set; }

    public HistoryEventExecutionDataDetails? OutputDetails { get; set; }
}

public sealed class ActivityTimedOutEventDetails
{
    public string? Cause { get; set; }

    public string? Error { get; set; }
}

public sealed class AssignedVariablesDetails
{
    public bool? Truncated { get; set; }
}

public sealed class EvaluationFailedEventDetails
{
    public string? Cause { get; set; }

    public string? Error { get; set; }

    public string? Location { get; set; }

    public string? State { get; set; }
}

public sealed class ExecutionAbortedEventDetails
{
    public string? Cause { get; set; }

    public string? Error { get; set; }
}

public sealed class ExecutionFailedEventDetails
{
    public string? Cause { get; set; }

    public string? Error { get; set; }
}

public sealed class ExecutionRedrivenEventDetails
{
    public int? RedriveCount { get; set; }
}

public sealed class ExecutionStartedEventDetails
{
    public string? Input { get; set; }

    public HistoryEventExecutionDataDetails? InputDetails { get; set; }

    public string? RoleArn { get; set; }

    public string? StateMachineAliasArn { get; set; }

    public string? StateMachineVersionArn { get; set; }
}

public sealed class ExecutionSucceededEventDetails
{
    public string? Output { get; set; }

    public HistoryEventExecutionDataDetails? OutputDetails { get; set; }
}

public sealed class ExecutionTimedOutEventDetails
{
    public string? Cause { get; set; }

    public string? Error { get; set; }
}

public sealed class HistoryEventExecutionDataDetails
{
    public bool? Truncated { get; set; }
}

public sealed class LambdaFunctionFailedEventDetails
{
    public string? Cause { get; set; }

    public string? Error { get; set; }
}

public sealed class LambdaFunctionScheduleFailedEventDetails
{
    public string? Cause { get; set; }

    public string? Error { get; set; }
}

public sealed class LambdaFunctionScheduledEventDetails
{
    public string? Input { get; set; }

    public HistoryEventExecutionDataDetails? InputDetails { get; set; }

    public string? Resource { get; set; }

    public TaskCredentials? TaskCredentials { get; set; }

    public long? TimeoutInSeconds { get; set; }
}

public sealed class LambdaFunctionStartFailedEventDetails
{
    public string? Cause { get; set; }

    public string? Error { get; set; }
}

public sealed class LambdaFunctionSucceededEventDetails
{
    public string? Output { get; set; }

    public HistoryEventExecutionDataDetails? OutputDetails { get; set; }
}

public sealed class LambdaFunctionTimedOutEventDetails
{
    public string? Cause { get; set; }

    public string? Error { get; set; }
}

public sealed class MapIterationEventDetails
{
    public int? Index { get; set; }

    public string? Name { get; set; }
}

public sealed class MapRunFailedEventDetails
{
    public string? Cause { get; set; }

    public string? Error { get; set; }
}

public sealed class MapRunRedrivenEventDetails
{
    public string? MapRunArn { get; set; }

    public int? RedriveCount { get; set; }
}

public sealed class MapRunStartedEventDetails
{
    public string? MapRunArn { get; set; }
}

public sealed class MapStateStartedEventDetails
{
    public int? Length { get; set; }
}

public sealed class StateEnteredEventDetails
{
    public string? Input { get; set; }

    public HistoryEventExecutionDataDetails? InputDetails { get; set; }

    public string? Name { get; set; }
}

public sealed class StateExitedEventDetails
{
    public Dictionary<string, List<string>>? AssignedVariables { get; set; }

    public AssignedVariablesDetails? AssignedVariablesDetails { get; set; }

    public string? Name { get; set; }

    public string? Output { get; set; }

    public HistoryEventExecutionDataDetails? OutputDetails { get; set; }
}

public sealed class TaskCredentials
{
    public string? RoleArn { get; set; }
}

public sealed class TaskFailedEventDetails
{
    public string? Cause { get; set; }

    public string? Error { get; set; }

    public string? Resource { get; set; }

    public string? ResourceType { get; set; }
}

public sealed class TaskScheduledEventDetails
{
    public long? HeartbeatInSeconds { get; set; }

    public string? Parameters { get; set; }

    public string? Region { get; set; }

    public string? Resource { get; set; }

    public string? ResourceType { get; set; }

    public TaskCredentials? TaskCredentials { get; set; }

    public long? TimeoutInSeconds { get; set; }
}

public sealed class TaskStartFailedEventDetails
{
    public string? Cause { get; set; }

    public string? Error { get; set; }

    public string? Resource { get; set; }

    public string? ResourceType { get; set; }
}

public sealed class TaskStartedEventDetails
{
    public string? Resource { get; set; }

    public string? ResourceType { get; set; }
}

public sealed class TaskSubmitFailedEventDetails
{
    public string? Cause { get; set; }

    public string? Error { get; set; }

    public string? Resource { get; set; }

    public string? ResourceType { get; set; }
}

public sealed class TaskSubmittedEventDetails
{
    public string? Output { get; set; }

    public HistoryEventExecutionDataDetails? OutputDetails { get; set; }

    public string? Resource { get; set; }

    public string? ResourceType { get; set; }
}

public sealed class TaskSucceededEventDetails
{
    public string? Output { get; set; }

    public HistoryEventExecutionDataDetails? OutputDetails { get; set; }

    public string? Resource { get; set; }

    public string? ResourceType { get; set; }
}

public sealed class TaskTimedOutEventDetails
{
    public string? Cause { get; set; }

    public string? Error { get; set; }

    public string? Resource { get; set; }

    public string? ResourceType { get; set; }
}
