using OrderingSystem.Application.Executions;
using OrderingSystem.Application.Fulfilment;
using OrderingSystem.Application.Workflow;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Orders;

/// <summary>
/// Cancels an order, wherever it stands and whether or not the carrier can be reached, by one durable write: the start of an execution that
/// stops the order's own and sees the cancellation through.
/// </summary>
/// <remarks>The execution's name is made from the order's id, so that a second request finds the first.</remarks>
public sealed class CancelOrder(
    IOrderStore orders,
    IOrderWorkflow workflow,
    ICompanionWorkflows companions,
    IExecutionOperations operations,
    RecordOrder recordOrder,
    TimeProvider clock)
{
    public const int MaxReasonLength = 2_000;

    /// <param name="reason">Up to <see cref="MaxReasonLength"/> characters.</param>
    /// <param name="by">Who asks for it.</param>
    /// <exception cref="WorkflowUnavailableException">Whether it was accepted is unknown; asking again is safe.</exception>
    public async Task<CancelResult> RunAsync(OrderId orderId, string reason, string by, CancellationToken cancellationToken)
    {
        if (await FindAsync(orderId, cancellationToken) is not { } order)
        {
            return new CancelResult.OrderNotFound();
        }

        switch (order.Status)
        {
            case OrderStatus.Cancelled:
                return new CancelResult.Accepted(order);
            case OrderStatus.Shipped or OrderStatus.Rejected:
                return new CancelResult.TooLate(order);
        }

        var input = new CancelOrderInput(orderId.Value, order.ExecutionArn, reason, by);
        var run = await companions.StartAsync(input, cancellationToken);
        var change = await orders.ChangeAsync(orderId, current => current.RequestCancellation(reason, by, clock.GetUtcNow()), cancellationToken);
        order = change switch
        {
            OrderChange.Changed changed => changed.Order,
            OrderChange.Nothing nothing => nothing.Order,
            _ => order,
        };
        if (order.ExecutionArn != input.ExecutionArn && run == CompanionRun.Running)
        {
            // In this moment somebody ran the order again. From here on no run begins, and the one that did must not go on beside the cancellation.
            await operations.StopAsync(ExecutionNames.OfArn(order.ExecutionArn), "OrderCancellationRequested", reason, cancellationToken);
        }

        return (run, order.Status) switch
        {
            (_, OrderStatus.Shipped or OrderStatus.Rejected) => new CancelResult.TooLate(order),
            (CompanionRun.Ended, not OrderStatus.Cancelled) => new CancelResult.Stuck(input.ExecutionName),
            _ => new CancelResult.Accepted(order),
        };
    }

    /// <summary>
    /// The tasks work on the order's record. An order whose execution is stopped before it wrote that record gets it here, from the execution's
    /// input; where its own task runs after all, the first of the two stands.
    /// </summary>
    private async Task<Order?> FindAsync(OrderId orderId, CancellationToken cancellationToken)
    {
        if (await orders.FindAsync(orderId, cancellationToken) is { } known)
        {
            return known;
        }

        if (await workflow.FindAsync(orderId, cancellationToken) is not { Input: { } placed } execution)
        {
            return null;
        }

        await recordOrder.RunAsync(placed, execution.ExecutionArn, execution.StartedAt, cancellationToken);
        return await orders.FindAsync(orderId, cancellationToken);
    }
}
