namespace OrderingSystem.AdminApi.Lambda;

/// <summary>Event ids 5900 to 5999.</summary>
internal static partial class Log
{
    [LoggerMessage(5901, LogLevel.Critical, "The admin API cannot start: {Reason}")]
    public static partial void CannotStart(this ILogger logger, string reason);
}
