namespace OrderingSystem.Identity;

/// <summary>Event ids 5000 to 5099. Neither names nor addresses of people, nor any secret.</summary>
internal static partial class Log
{
    [LoggerMessage(5001, LogLevel.Critical, "Users and clients could not be brought into the identity file; nobody can sign in")]
    public static partial void SeedingFailed(this ILogger logger, Exception exception);

    [LoggerMessage(5002, LogLevel.Warning, "Old tokens and keys could not be cleared away; tried again in an hour")]
    public static partial void HousekeepingFailed(this ILogger logger, Exception exception);

    [LoggerMessage(5003, LogLevel.Warning, "A name is locked until {LockedUntil} after too many wrong passwords")]
    public static partial void NameLocked(this ILogger logger, DateTimeOffset lockedUntil);
}
