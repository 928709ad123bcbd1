using OrderingSystem.Application.Fulfilment;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Lambdas.Functions;

/// <summary>All that travels between the states: the rest is in the order's record.</summary>
public sealed record OrderReference(string OrderId)
{
    /// <exception cref="InvalidTaskInputException">It is no order id.</exception>
    public OrderId Parse() => Domain.Orders.OrderId.TryParse(OrderId, out var orderId)
        ? orderId
        : throw new InvalidTaskInputException($"'{OrderId}' is not an order id.");
}
