using OrderingSystem.Application.Workflow;

namespace OrderingSystem.Application.Executions;

/// <summary>What operators do with executions of all our machines, through the Step Functions API alone.</summary>
public interface IExecutionOperations
{
    /// <returns>Null where there is none of this name, or it ended so long ago that Step Functions has forgotten it.</returns>
    /// <exception cref="WorkflowUnavailableException">No answer.</exception>
    Task<ExecutionState?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>Lets a failed execution go on from the state that failed, on the definition that it started with.</summary>
    /// <returns>Null where it goes on; else the service's reason for declining.</returns>
    /// <exception cref="WorkflowUnavailableException">Whether it goes on is unknown; asking again is safe.</exception>
    Task<string?> RedriveAsync(string name, CancellationToken cancellationToken);

    /// <summary>Ends an execution as ABORTED. One that has ended stays as it ended.</summary>
    /// <param name="cause">Up to 32,768 characters.</param>
    /// <exception cref="WorkflowUnavailableException">Whether it was stopped is unknown; asking again is safe.</exception>
    Task StopAsync(string name, string error, string cause, CancellationToken cancellationToken);

    /// <summary>Starts an execution of the orders' machine, on its present definition, under a name of <see cref="ExecutionNames.OfRun"/>.</summary>
    /// <exception cref="WorkflowUnavailableException">Whether it started is unknown; asking again is safe.</exception>
    Task<WorkflowStart> StartRunAsync(string name, PlacedOrder input, CancellationToken cancellationToken);

    /// <summary>What a job of <c>bulk-redrive</c> answered last; null before its first batch.</summary>
    /// <exception cref="WorkflowUnavailableException">No answer.</exception>
    Task<RedriveStep?> FindLatestStepAsync(string jobId, CancellationToken cancellationToken);

    /// <summary>Executions that failed or timed out, of one machine, the one that started last first.</summary>
    /// <param name="machine">As its file is called: <c>order</c>.</param>
    /// <exception cref="WorkflowUnavailableException">No answer.</exception>
    IAsyncEnumerable<FailedExecution> ListFailedAsync(string machine, CancellationToken cancellationToken);
}

/// <param name="Status">The service's word: <c>RUNNING</c>, <c>FAILED</c>, …</param>
/// <param name="NotRedrivable">Why the service would not redrive it; null where it would.</param>
/// <param name="Error">The error name it failed with.</param>
public sealed record ExecutionState(
    string Name,
    string ExecutionArn,
    string Status,
    string? NotRedrivable,
    string? Error,
    DateTimeOffset StartedAt,
    DateTimeOffset? StoppedAt)
{
    /// <summary>The input that it started with; null where it is not known.</summary>
    public string? Input { get; init; }

    public bool IsRunning => Status == "RUNNING";
}

public sealed record FailedExecution(string Name, DateTimeOffset StartedAt, DateTimeOffset StoppedAt);
