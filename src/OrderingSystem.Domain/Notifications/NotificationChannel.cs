namespace OrderingSystem.Domain.Notifications;

/// <summary>How a message reaches a customer.</summary>
public enum NotificationChannel
{
    Email,

    /// <summary>A text message to their phone.</summary>
    Sms,

    /// <summary>A person calls them.</summary>
    Phone,
}
