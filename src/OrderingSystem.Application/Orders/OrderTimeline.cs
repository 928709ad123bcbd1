using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Orders;

public static class OrderTimeline
{
    /// <summary>The first entry of every order.</summary>
    public static TimelineEntry Placed(Order order) =>
        new(order.PlacedAt, TimelineKind.Placed, $"Placed for customer {order.CustomerId}.", order.PlacedBy);
}
