namespace OrderingSystem.Domain.Notifications;

public enum NotificationChannel
{
    Email,
}
