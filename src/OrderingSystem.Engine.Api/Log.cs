using Microsoft.Extensions.Logging;

namespace OrderingSystem.Engine.Api;

internal static partial class Log
{
    [LoggerMessage(4001, LogLevel.Debug, "{Operation} refused with {Code} ({RequestId})")]
    public static partial void Refused(this ILogger logger, string operation, string code, string requestId);

    [LoggerMessage(4002, LogLevel.Error, "{Operation} failed ({RequestId})")]
    public static partial void Failed(this ILogger logger, Exception exception, string operation, string requestId);

    [LoggerMessage(4003, LogLevel.Warning, "The Step Functions endpoint takes requests without a signature: every program on this machine may call it")]
    public static partial void WithoutAuthentication(this ILogger logger);
}
