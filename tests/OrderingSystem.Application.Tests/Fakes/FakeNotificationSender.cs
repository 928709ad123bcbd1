using OrderingSystem.Application.Notifications;
using OrderingSystem.Domain.Notifications;

namespace OrderingSystem.Application.Tests.Fakes;

public sealed class FakeNotificationSender : INotificationSender
{
    public List<Notification> Sent { get; } = [];

    public bool HandsOver { get; set; } = true;

    public HashSet<NotificationChannel> Reached { get; } = [NotificationChannel.Email];

    public bool Reaches(NotificationChannel channel) => Reached.Contains(channel);

    public bool IsDown { get; set; }

    public Task SendAsync(Notification notification, CancellationToken cancellationToken)
    {
        if (IsDown)
        {
            throw new NotificationNotSentException("Down, as the test asked.");
        }

        Sent.Add(notification);
        return Task.CompletedTask;
    }
}
