using OrderingSystem.Application.Notifications;
using OrderingSystem.Domain.Notifications;

namespace OrderingSystem.Infrastructure.Notifications;

/// <summary>For an installation without a mail server: the ledger's row is the message.</summary>
public sealed class OutboxNotificationSender : INotificationSender
{
    public bool HandsOver => false;

    public Task SendAsync(Notification notification, CancellationToken cancellationToken) =>
        throw new NotSupportedException("There is nobody to hand messages to.");
}
