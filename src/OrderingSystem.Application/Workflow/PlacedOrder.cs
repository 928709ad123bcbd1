namespace OrderingSystem.Application.Workflow;

/// <summary>The input of an order's execution: all that was accepted, and nothing that differs when the same request comes again.</summary>
/// <param name="RequestHash">SHA-256 of <paramref name="Order"/>, lower-case hex.</param>
/// <param name="PlacedBy">Who placed it first.</param>
public sealed record PlacedOrder(string OrderId, string RequestHash, string PlacedBy, PlacedOrderContent Order);

/// <summary>What was ordered, for whom.</summary>
public sealed record PlacedOrderContent(string CustomerId, IReadOnlyList<PlacedOrderItem> Items, string? Note = null);

public sealed record PlacedOrderItem(string Description, int Quantity);
