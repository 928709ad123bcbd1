using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using OrderingSystem.Domain.Customers;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Domain.Notifications;

/// <summary>
/// Words a notification from the order's facts, for the customer's channel. An e-mail has it as plain text and as HTML in which whatever people wrote is escaped;
/// a text message is one sentence; who calls has the plain text before them.
/// </summary>
public static class NotificationText
{
    public static Notification Compose(Order order, Customer customer, NotificationKind kind)
    {
        // The subject holds nothing that people wrote: it is a header.
        var subject = kind == NotificationKind.Shipped ? $"Your order {order.OrderId} is on its way" : $"Your order {order.OrderId} is cancelled";
        var placed = order.PlacedAt.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
        var news = kind == NotificationKind.Shipped
            ? $"your order of {placed} has been shipped."
            : $"your order of {placed} has been cancelled; nothing will be shipped.";
        var trackingNumber = kind == NotificationKind.Shipped ? order.TrackingNumber : null;
        var (channel, to) = Reach(customer);
        var text = channel == NotificationChannel.Sms ? Short(order, news, trackingNumber) : Text(order, customer, news, trackingNumber);
        return new Notification(order.OrderId, kind, channel, to, subject, text)
        {
            Html = channel == NotificationChannel.Email ? Html(order, customer, subject, news, trackingNumber) : null,
        };
    }

    /// <summary>As they asked for; by telephone where they asked for e-mail and have no address.</summary>
    private static (NotificationChannel Channel, string To) Reach(Customer customer) => customer switch
    {
        { Channel: ContactChannel.Email, Email: { } address } => (NotificationChannel.Email, address),
        { Channel: ContactChannel.Sms } => (NotificationChannel.Sms, customer.Phone),
        _ => (NotificationChannel.Phone, customer.Phone),
    };

    /// <summary>Nothing that people wrote: it says who we are to whoever reads over the shoulder.</summary>
    private static string Short(Order order, string news, string? trackingNumber) =>
        $"Order {order.OrderId}: {news}{(trackingNumber is null ? string.Empty : $" Tracking number: {trackingNumber}")}";

    private static string Text(Order order, Customer customer, string news, string? trackingNumber)
    {
        var text = new StringBuilder().Append($"Dear {customer.Name},\n\n{news}\n");
        if (trackingNumber is not null)
        {
            text.Append($"Tracking number: {trackingNumber}\n");
        }

        text.Append('\n');
        foreach (var item in order.Items)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {item.Quantity} x {item.Description}\n");
        }

        return text.Append($"\nOrder: {order.OrderId}\n").ToString();
    }

    /// <summary>Nothing to load and nothing to click: what mail programs show to everybody, and what nobody can dress up as a link of ours.</summary>
    private static string Html(Order order, Customer customer, string subject, string news, string? trackingNumber)
    {
        var html = new StringBuilder()
            .Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>").Append(Escape(subject)).Append("</title></head>\n<body>\n")
            .Append("<p>Dear ").Append(Escape(customer.Name)).Append(",</p>\n")
            .Append("<p>").Append(Escape(news)).Append("</p>\n");
        if (trackingNumber is not null)
        {
            html.Append("<p>Tracking number: <strong>").Append(Escape(trackingNumber)).Append("</strong></p>\n");
        }

        html.Append("<ul>\n");
        foreach (var item in order.Items)
        {
            html.Append(CultureInfo.InvariantCulture, $"<li>{item.Quantity} &#215; {Escape(item.Description)}</li>\n");
        }

        return html.Append("</ul>\n<p>Order: ").Append(Escape(order.OrderId.Value)).Append("</p>\n</body>\n</html>\n").ToString();
    }

    private static string Escape(string text) => HtmlEncoder.Default.Encode(text);
}
