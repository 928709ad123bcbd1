using OrderingSystem.Application.Customers;
using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Workflow;

namespace OrderingSystem.Application.Fulfilment;

/// <summary>Writes the order's record, once.</summary>
public sealed class RecordOrder(IOrderStore orders, ICustomerStore customers)
{
    /// <param name="placedAt">When the execution started.</param>
    public async Task RunAsync(PlacedOrder placed, string executionArn, DateTimeOffset placedAt, CancellationToken cancellationToken)
    {
        var order = PlaceOrder.OrderOf(placed, executionArn, placedAt);
        var customer = await customers.FindAsync(order.CustomerId, cancellationToken);
        order = order with { Customer = customer?.Contact };

        // Where the record is there already, this is a second run, or the name of a forgotten execution was used again: the first one stands.
        await orders.TryAddAsync(order, [OrderTimeline.Placed(order)], cancellationToken);
    }
}
