namespace OrderingSystem.Domain.Orders;

/// <param name="Description">What to ship, in words; 1 to 500 characters.</param>
/// <param name="Quantity">1 to 999.</param>
public sealed record OrderItem(string Description, int Quantity);
