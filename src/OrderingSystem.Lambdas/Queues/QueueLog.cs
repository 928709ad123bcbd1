using Microsoft.Extensions.Logging;

namespace OrderingSystem.Lambdas.Queues;

/// <summary>Event ids 3200 to 3299.</summary>
internal static partial class QueueLog
{
    [LoggerMessage(3201, LogLevel.Information, "Notification {NotificationId} was delivered")]
    public static partial void Delivered(this ILogger logger, string notificationId);

    [LoggerMessage(3202, LogLevel.Information, "Notification {NotificationId} had been delivered at {SentAt}")]
    public static partial void DeliveredBefore(this ILogger logger, string notificationId, DateTimeOffset sentAt);

    [LoggerMessage(3203, LogLevel.Warning, "Message {MessageId} was not delivered and will come again")]
    public static partial void NotDelivered(this ILogger logger, string messageId, Exception exception);
}
