using System.Text;
using OrderingSystem.Domain.Customers;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Domain.Notifications;

/// <summary>Words a notification from the order's facts.</summary>
public static class NotificationText
{
    public static Notification Compose(Order order, Customer customer, NotificationKind kind) => new(
        order.OrderId,
        kind,
        NotificationChannel.Email,
        customer.Email,
        kind == NotificationKind.Shipped ? $"Your order {order.OrderId} is on its way" : $"Your order {order.OrderId} is cancelled",
        Body(order, customer, kind));

    private static string Body(Order order, Customer customer, NotificationKind kind)
    {
        var text = new StringBuilder().Append($"Dear {customer.Name},\n\n");
        text.Append(kind == NotificationKind.Shipped
            ? $"your order of {order.PlacedAt:d MMMM yyyy} has been shipped.\n"
            : $"your order of {order.PlacedAt:d MMMM yyyy} has been cancelled; nothing will be shipped.\n");
        if (kind == NotificationKind.Shipped && order.TrackingNumber is { } trackingNumber)
        {
            text.Append($"Tracking number: {trackingNumber}\n");
        }

        text.Append('\n');
        foreach (var item in order.Items)
        {
            text.Append($"  {item.Quantity} x {item.Description}\n");
        }

        return text.Append($"\nOrder: {order.OrderId}\n").ToString();
    }
}
