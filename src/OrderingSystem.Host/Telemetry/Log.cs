namespace OrderingSystem.Host.Telemetry;

internal static partial class Log
{
    [LoggerMessage(6001, LogLevel.Warning, "How things stand could not be read for the metrics; tried again in a few seconds")]
    public static partial void GaugesNotRead(this ILogger logger, Exception failure);
}
