using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Outages;

/// <param name="ExecutionName">The execution that waits with <paramref name="Token"/>.</param>
/// <param name="State">The state to go back to.</param>
public sealed record ParkRequest(string ExecutionName, OrderId OrderId, string State, TaskToken Token);
