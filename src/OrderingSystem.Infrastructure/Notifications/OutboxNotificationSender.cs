using OrderingSystem.Application.Notifications;
using OrderingSystem.Domain.Notifications;

namespace OrderingSystem.Infrastructure.Notifications;

/// <summary>For an installation without a mail server: the ledger's row is the message, and becomes visible when it is marked as sent.</summary>
public sealed class OutboxNotificationSender : INotificationSender
{
    public Task SendAsync(Notification notification, CancellationToken cancellationToken) => Task.CompletedTask;
}
