using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Orders;

/// <param name="IdempotencyKey">1 to 255 visible ASCII characters; decides the order's id.</param>
/// <param name="PlacedBy">The Admin who places it.</param>
public sealed record PlaceOrderCommand(
    string IdempotencyKey,
    string CustomerId,
    IReadOnlyList<OrderItem> Items,
    string? Note,
    string PlacedBy);
