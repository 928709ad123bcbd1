using OrderingSystem.Domain.Notifications;

namespace OrderingSystem.Application.Notifications;

/// <param name="Attempt">Counts the attempts to send it, from 1.</param>
/// <param name="SentAt">Null while it is being sent.</param>
public sealed record LedgerEntry(Notification Notification, int Attempt, DateTimeOffset? SentAt);
