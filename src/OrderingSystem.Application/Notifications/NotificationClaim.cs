namespace OrderingSystem.Application.Notifications;

public abstract record NotificationClaim
{
    private NotificationClaim()
    {
    }

    /// <summary>Send it.</summary>
    /// <param name="Attempt">Counts the attempts, from 1.</param>
    public sealed record Granted(int Attempt) : NotificationClaim;

    public sealed record SentBefore(DateTimeOffset SentAt) : NotificationClaim;

    /// <summary>Somebody else is sending it.</summary>
    public sealed record HeldByAnother(DateTimeOffset Until) : NotificationClaim;

    /// <summary>A person is to tell the customer: no message is to be sent beside that.</summary>
    public sealed record CallIsOpen(DateTimeOffset Since) : NotificationClaim;
}
