using System.Text.Json;
using System.Text.Json.Serialization;
using OrderingSystem.Domain.Notifications;

namespace OrderingSystem.Infrastructure.Notifications;

/// <summary>
/// A notification on its way through topic and queue:
/// <c>{"notificationId","orderId","kind":"Shipped","channel":"Email","to","subject","body","html"}</c>. Messages of past releases may still be queued:
/// members are added, with defaults, and never renamed.
/// </summary>
public sealed record NotificationMessage(
    string NotificationId, string OrderId, NotificationKind Kind, NotificationChannel Channel, string To, string Subject, string Body, string? Html = null)
{
    public static string Write(Notification notification) => JsonSerializer.Serialize(
        new NotificationMessage(
            notification.NotificationId,
            notification.OrderId.Value,
            notification.Kind,
            notification.Channel,
            notification.To,
            notification.Subject,
            notification.Body,
            notification.Html),
        NotificationMessageJson.Default.NotificationMessage);

    /// <exception cref="JsonException">It is no notification.</exception>
    public static Notification Read(string json)
    {
        var message = JsonSerializer.Deserialize(json, NotificationMessageJson.Default.NotificationMessage)
            ?? throw new JsonException("The message is null.");
        return Domain.Orders.OrderId.TryParse(message.OrderId, out var orderId)
            ? new Notification(orderId, message.Kind, message.Channel, message.To, message.Subject, message.Body) { Html = message.Html }
            : throw new JsonException($"'{message.OrderId}' is not an order id.");
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(NotificationMessage))]
internal sealed partial class NotificationMessageJson : JsonSerializerContext;
