using OrderingSystem.Application.Workflow;

namespace OrderingSystem.Application.Executions;

/// <summary>Starts, redrives and stops executions of any state machine, by the Step Functions API and nothing else.</summary>
public interface IExecutionControl
{
    /// <param name="name">Null for one that the service makes.</param>
    /// <param name="input">JSON text.</param>
    /// <exception cref="WorkflowUnavailableException">Whether it started is unknown; with a name, asking again is safe.</exception>
    Task<StartResult> StartAsync(string stateMachineArn, string? name, string input, CancellationToken cancellationToken);

    /// <summary>Lets a failed execution go on from the state that failed.</summary>
    /// <returns>Null where it goes on; else the service's reason for declining.</returns>
    /// <exception cref="WorkflowUnavailableException">Whether it goes on is unknown; asking again is safe.</exception>
    Task<string?> RedriveAsync(string executionArn, CancellationToken cancellationToken);

    /// <summary>Ends an execution as ABORTED. One that has ended stays as it ended.</summary>
    /// <exception cref="WorkflowUnavailableException">Whether it was stopped is unknown; asking again is safe.</exception>
    Task StopAsync(string executionArn, string error, string cause, CancellationToken cancellationToken);
}
