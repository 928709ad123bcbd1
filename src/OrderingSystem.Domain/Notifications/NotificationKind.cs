namespace OrderingSystem.Domain.Notifications;

/// <summary>What a customer is told; each at most once per order.</summary>
public enum NotificationKind
{
    Shipped,
    Cancelled,
}
