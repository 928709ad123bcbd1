using OrderingSystem.Application.Customers;
using OrderingSystem.Application.Orders;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Fulfilment;

/// <summary>Sees that the customer exists and that the order shows their present contact details.</summary>
/// <remarks>The details themselves stay out of the execution: its history cannot be corrected or erased.</remarks>
public sealed class LoadCustomer(IOrderStore orders, ICustomerStore customers)
{
    /// <exception cref="CustomerNotFoundException">There is no such customer.</exception>
    public async Task RunAsync(OrderId orderId, CancellationToken cancellationToken)
    {
        var order = await orders.LoadForTaskAsync(orderId, cancellationToken);
        var customer = await customers.FindAsync(order.CustomerId, cancellationToken)
            ?? throw new CustomerNotFoundException($"There is no customer {order.CustomerId}.");
        if (order.Customer != customer.Contact)
        {
            await orders.ApplyAsync(orderId, current => current.WithCustomer(customer.Contact), cancellationToken);
        }
    }
}
