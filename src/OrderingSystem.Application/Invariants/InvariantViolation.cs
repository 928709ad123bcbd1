using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Invariants;

/// <param name="Invariant">One of <see cref="InvariantNames"/>.</param>
/// <param name="Description">What was found, for an operator; holds no customer's data and no token.</param>
public sealed record InvariantViolation(string Invariant, OrderId OrderId, string Description);
