using OrderingSystem.Application.Executions;
using OrderingSystem.Application.Workflow;

namespace OrderingSystem.Infrastructure.Workflow;

/// <summary>Which state machines there are to see, and by what names.</summary>
/// <remarks>Every member throws <see cref="WorkflowUnavailableException"/> where the endpoint gives no answer.</remarks>
public interface IStateMachineDirectory
{
    Task<IReadOnlyList<StateMachineSummary>> ListAsync(CancellationToken cancellationToken);

    /// <returns>Null where there is none of this name.</returns>
    Task<string?> FindArnAsync(string name, CancellationToken cancellationToken);

    /// <summary>Says that a machine was not found any more under the ARN of this name.</summary>
    void Forget(string name);
}
