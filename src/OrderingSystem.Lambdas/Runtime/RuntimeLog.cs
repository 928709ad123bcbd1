using Microsoft.Extensions.Logging;

namespace OrderingSystem.Lambdas.Runtime;

/// <summary>Event ids 3100 to 3199.</summary>
internal static partial class RuntimeLog
{
    [LoggerMessage(3101, LogLevel.Information, "{Handler} refuses: {ErrorType}: {Reason}")]
    public static partial void InvocationRefused(this ILogger logger, string handler, string errorType, string reason);

    [LoggerMessage(3102, LogLevel.Error, "{Handler} ran out of time")]
    public static partial void InvocationRanOutOfTime(this ILogger logger, string handler);

    [LoggerMessage(3103, LogLevel.Critical, "The function cannot start")]
    public static partial void CannotStart(this ILogger logger, Exception exception);

    [LoggerMessage(3104, LogLevel.Critical, "The Runtime API does not go on")]
    public static partial void RuntimeApiLost(this ILogger logger, Exception exception);
}
