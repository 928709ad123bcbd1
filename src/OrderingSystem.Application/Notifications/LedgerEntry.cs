using OrderingSystem.Domain.Notifications;

namespace OrderingSystem.Application.Notifications;

/// <param name="Attempt">Counts the attempts to send it, from 1.</param>
/// <param name="SentAt">When it was sent, or the call was made; null until then.</param>
public sealed record LedgerEntry(Notification Notification, int Attempt, DateTimeOffset? SentAt)
{
    /// <summary>Somebody is to call the customer, since then, or did; null for what is sent.</summary>
    public DateTimeOffset? CallSince { get; init; }

    /// <summary>Null while the call is to be made.</summary>
    public CallMade? Call { get; init; }

    public bool IsToCall => CallSince is not null && SentAt is null;
}

/// <summary>Who called the customer, and what they wrote down of it.</summary>
public sealed record CallMade(string By, string? Note);
