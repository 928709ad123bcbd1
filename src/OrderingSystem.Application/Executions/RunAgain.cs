using OrderingSystem.Application.Fulfilment;
using OrderingSystem.Application.Invariants;
using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Workflow;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Executions;

/// <summary>
/// Runs an order again, from a chosen state and on the present definition, where its execution has ended and a redrive is not possible or not
/// enough: it ended more than 14 days ago, its history is full, or its definition has the bug.
/// </summary>
/// <remarks>
/// One durable write: the start of an execution whose name is the order's id and the run's number, so that two operators start one. It stops the
/// run before it at its beginning and points the order's record to itself. The order keeps its id, its key and its timeline.
/// </remarks>
public sealed class RunAgain(IOrderStore orders, OrderQueries queries, IExecutionOperations operations, TimeProvider clock)
{
    public const int MaxReasonLength = 2_000;

    /// <param name="executionName">The order's newest execution.</param>
    /// <param name="fromState">One of <see cref="ResumedRun.States"/>.</param>
    /// <param name="reason">1 to <see cref="MaxReasonLength"/> characters.</param>
    /// <param name="dryRun">True: start nothing, say what would be started.</param>
    /// <exception cref="WorkflowUnavailableException">Whether it started is unknown; asking again is safe.</exception>
    public async Task<RunAgainResult> RunAsync(
        string executionName, string fromState, string reason, string by, bool dryRun, CancellationToken cancellationToken)
    {
        if (!ExecutionNames.TryReadRun(executionName, out var orderId, out var run)
            || await queries.FindAsync(orderId, cancellationToken) is not { } order)
        {
            return new RunAgainResult.NotFound();
        }

        var newest = ExecutionNames.OfArn(order.ExecutionArn);
        if (newest != executionName)
        {
            return new RunAgainResult.NotNow($"The order runs as {newest} by now.");
        }

        if (OrderEvidence.IsDone(order))
        {
            return new RunAgainResult.NotNow($"Nothing is left to do: the order is {order.Status}.");
        }

        if ((fromState == "NotifyCustomer" && order.Status != OrderStatus.Shipped) || (fromState == "NotifyCancellation" && order.Status != OrderStatus.Cancelled))
        {
            return new RunAgainResult.NotNow($"The order is {order.Status}: {fromState} would tell the customer what is not so.");
        }

        if (await operations.FindAsync(executionName, cancellationToken) is { IsRunning: true })
        {
            return new RunAgainResult.NotNow("The execution is running. Stop it first, or decide what it waits for.");
        }

        if (await operations.FindAsync(CancelOrderInput.NameOf(orderId.Value), cancellationToken) is { IsRunning: true } cancellation)
        {
            return new RunAgainResult.NotNow($"The order is being cancelled, by {cancellation.Name}.");
        }

        var next = await NextRunAsync(orderId, run, cancellationToken);
        if (next is null)
        {
            return new RunAgainResult.NotNow("Somebody else runs it again in this moment.");
        }

        if (dryRun)
        {
            return new RunAgainResult.Possible(next, order);
        }

        var resume = new ResumedRun(fromState, order.ExecutionArn, reason, by, clock.GetUtcNow());
        if (await operations.StartRunAsync(next, PlaceOrder.InputOf(order) with { Resume = resume }, cancellationToken) is not WorkflowStart.Started started)
        {
            return new RunAgainResult.NotNow("Somebody else runs it again in this moment.");
        }

        // The execution does the same at its beginning: whoever comes first.
        var change = await orders.ChangeAsync(orderId, current => RecordOrder.BeginRun(current, resume, started.ExecutionArn, clock.GetUtcNow()), cancellationToken);
        return new RunAgainResult.Started(next, change is OrderChange.Changed changed ? changed.Order : order with { ExecutionArn = started.ExecutionArn });
    }

    /// <returns>The first name behind the newest run that is free; null where one of them runs already. One that failed before it reached the order's record is passed over.</returns>
    private async Task<string?> NextRunAsync(OrderId orderId, int run, CancellationToken cancellationToken)
    {
        while (true)
        {
            run++;
            var name = ExecutionNames.OfRun(orderId, run);
            switch (await operations.FindAsync(name, cancellationToken))
            {
                case null:
                    return name;
                case { IsRunning: true }:
                    return null;
            }
        }
    }
}
