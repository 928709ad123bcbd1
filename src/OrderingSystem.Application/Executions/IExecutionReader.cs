using OrderingSystem.Application.Paging;
using OrderingSystem.Application.Workflow;

namespace OrderingSystem.Application.Executions;

/// <summary>What the Step Functions API tells about state machines and executions: on AWS, on the embedded engine, or anywhere that speaks it.</summary>
/// <remarks>Every member throws <see cref="WorkflowUnavailableException"/> where the endpoint gives no answer.</remarks>
public interface IExecutionReader
{
    /// <summary>Every state machine, by name.</summary>
    Task<IReadOnlyList<StateMachineSummary>> ListStateMachinesAsync(CancellationToken cancellationToken);

    /// <returns>Null where there is no such state machine.</returns>
    Task<StateMachineDetails?> FindStateMachineAsync(string name, CancellationToken cancellationToken);

    /// <summary>Newest first.</summary>
    /// <param name="status">One of the service's statuses; null for all.</param>
    /// <returns>Null where there is no such state machine.</returns>
    /// <exception cref="InvalidCursorException">The cursor is not one of this list.</exception>
    Task<Page<ExecutionSummary>?> ListAsync(string stateMachine, string? status, PageRequest page, CancellationToken cancellationToken);

    /// <returns>Null where there is no such execution.</returns>
    Task<ExecutionDetails?> FindAsync(ExecutionKey key, CancellationToken cancellationToken);

    /// <param name="newestFirst">False: from the first event on.</param>
    /// <returns>Null where there is no such execution. Payloads are whole, task tokens among them: see <see cref="CallbackTokens"/>.</returns>
    /// <exception cref="InvalidCursorException">The cursor is not one of this history.</exception>
    Task<Page<HistoryEntry>?> ReadHistoryAsync(ExecutionKey key, bool newestFirst, PageRequest page, CancellationToken cancellationToken);
}
