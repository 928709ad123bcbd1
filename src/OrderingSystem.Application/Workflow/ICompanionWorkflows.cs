using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Workflow;

/// <summary>The executions beside the orders' own: watches, cancellations, decisions for many.</summary>
public interface ICompanionWorkflows
{
    /// <summary>Sees that the execution named by <see cref="CompanionInput.ExecutionName"/> was started, once, however often this is called.</summary>
    /// <exception cref="WorkflowUnavailableException">Whether it started is unknown; asking again is safe.</exception>
    Task<CompanionRun> StartAsync(CompanionInput input, CancellationToken cancellationToken);

    /// <summary>Lets an execution go on that waits for the carrier.</summary>
    /// <returns>False where the token is not awaited any more: redeemed, timed out, or its execution ended.</returns>
    /// <exception cref="WorkflowUnavailableException">Whether it was redeemed is unknown; asking again is safe.</exception>
    Task<bool> ReleaseAsync(TaskToken token, ReleaseOutput output, CancellationToken cancellationToken);
}

public enum CompanionRun
{
    /// <summary>Started now, or running since before.</summary>
    Running,

    /// <summary>It ran before and has ended, however it ended.</summary>
    Ended,
}
