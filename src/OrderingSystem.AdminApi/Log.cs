namespace OrderingSystem.AdminApi;

/// <summary>Event ids 4000 to 4099.</summary>
internal static partial class Log
{
    [LoggerMessage(4001, LogLevel.Error, "{Method} {Path} failed")]
    public static partial void RequestFailed(this ILogger logger, string method, string path, Exception exception);

    [LoggerMessage(4002, LogLevel.Warning, "Step Functions gives no answer")]
    public static partial void WorkflowUnavailable(this ILogger logger, Exception exception);

    [LoggerMessage(4003, LogLevel.Warning, "The store gives no answer")]
    public static partial void StoreUnavailable(this ILogger logger, Exception exception);
}
