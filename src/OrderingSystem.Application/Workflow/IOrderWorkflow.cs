using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Workflow;

/// <summary>The executions of orders, as the Step Functions API shows them.</summary>
public interface IOrderWorkflow
{
    /// <summary>Starts the execution that is the order. When this returns <see cref="WorkflowStart.Started"/>, the order is accepted for good.</summary>
    /// <remarks>The only write that accepts an order. Starting with equal input again is answered as the first time.</remarks>
    /// <exception cref="WorkflowUnavailableException">Whether it started is unknown; asking again is safe.</exception>
    Task<WorkflowStart> StartAsync(OrderId orderId, PlacedOrder input, CancellationToken cancellationToken);

    /// <summary>The order's execution; null where none was started (or it ended so long ago that Step Functions has forgotten it).</summary>
    /// <exception cref="WorkflowUnavailableException">No answer.</exception>
    Task<OrderExecution?> FindAsync(OrderId orderId, CancellationToken cancellationToken);

    /// <summary>Redeems a task token.</summary>
    /// <returns>False where the token is not awaited any more: redeemed, timed out, or its execution ended.</returns>
    /// <exception cref="WorkflowUnavailableException">Whether it was redeemed is unknown; asking again is safe.</exception>
    Task<bool> SendTaskSuccessAsync(TaskToken token, DecisionOutput output, CancellationToken cancellationToken);

    /// <summary>Lets the state that waits with this token fail.</summary>
    /// <returns>False where the token is not awaited any more.</returns>
    /// <exception cref="WorkflowUnavailableException">Whether it was redeemed is unknown; asking again is safe.</exception>
    Task<bool> SendTaskFailureAsync(TaskToken token, string error, string cause, CancellationToken cancellationToken);
}
