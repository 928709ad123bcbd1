using OrderingSystem.Domain.Notifications;

namespace OrderingSystem.Application.Notifications;

/// <summary>Hands one message to the channel. May be called again for the same message after a crash: the message's id stays the same.</summary>
public interface INotificationSender
{
    /// <summary>False where there is nobody to hand messages to: the ledger's row is the message, and <see cref="SendAsync"/> is not called.</summary>
    bool HandsOver { get; }

    /// <summary>False: a person has to tell the customer; the message is not for <see cref="SendAsync"/>.</summary>
    bool Reaches(NotificationChannel channel) => channel == NotificationChannel.Email;

    /// <exception cref="NotificationNotSentException">The channel did not take it.</exception>
    Task SendAsync(Notification notification, CancellationToken cancellationToken);
}
