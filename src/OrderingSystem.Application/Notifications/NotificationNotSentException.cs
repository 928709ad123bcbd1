namespace OrderingSystem.Application.Notifications;

/// <summary>The channel did not take the message; trying again later may help.</summary>
public sealed class NotificationNotSentException(string message, Exception? innerException = null) : Exception(message, innerException);
