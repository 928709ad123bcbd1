namespace OrderingSystem.Domain.Orders;

/// <summary>The customer as the order shows them; the customer's own record is where corrections are made.</summary>
public sealed record CustomerContact(string Name, string? Email, string Phone);
