using OrderingSystem.Domain.Customers;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Orders;

/// <summary>Null means "any".</summary>
/// <param name="Attention">True: only orders that wait for an operator; false: only those that do not.</param>
/// <param name="Search">A part of the order id, the tracking number, or the customer's name, phone or e-mail; case does not matter.</param>
public sealed record OrderFilter(
    OrderStatus? Status = null,
    CustomerId? CustomerId = null,
    bool? Attention = null,
    string? Search = null);
