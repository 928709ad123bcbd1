using OrderingSystem.Application.Customers;
using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Workflow;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Fulfilment;

/// <summary>Writes the order's record, once; and, where the order is run again, that this execution has it from now on.</summary>
public sealed class RecordOrder(IOrderStore orders, ICustomerStore customers)
{
    /// <param name="placedAt">When the execution started.</param>
    /// <exception cref="OrderClosedException">The order was cancelled after somebody asked to run it again.</exception>
    public async Task RunAsync(PlacedOrder placed, string executionArn, DateTimeOffset placedAt, CancellationToken cancellationToken)
    {
        var order = PlaceOrder.OrderOf(placed, executionArn, placedAt);
        var customer = await customers.FindAsync(order.CustomerId, cancellationToken);
        order = order with { Customer = customer?.Contact };

        // Where the record is there already, this is a second run, or the name of a forgotten execution was used again: the first one stands.
        await orders.TryAddAsync(order, [OrderTimeline.Placed(order)], cancellationToken);
        if (placed.Resume is { } resume)
        {
            await orders.ApplyAsync(order.OrderId, current => BeginRun(current, resume, executionArn, placedAt), cancellationToken);
        }
    }

    /// <summary>The order runs again, in another execution.</summary>
    public static OrderChange BeginRun(Order order, ResumedRun resume, string executionArn, DateTimeOffset at) => order.BeginRun(
        executionArn, resume.At, new TimelineEntry(at, TimelineKind.RunAgain, $"Runs again from {resume.From}. {resume.Reason}", resume.By));
}
