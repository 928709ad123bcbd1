using Microsoft.Extensions.Logging.Console;
using OrderingSystem.Host.Configuration;

namespace OrderingSystem.Host.Telemetry;

/// <summary>The form of log entries. What may be in them: <c>docs/operations.md</c>.</summary>
internal static class HostLogs
{
    /// <summary>Changes the host's console, which writes text, to the form that was asked for.</summary>
    public static ILoggingBuilder WrittenAs(this ILoggingBuilder logging, LogFormat format)
    {
        if (format == LogFormat.Text)
        {
            return logging;
        }

        logging.AddJsonConsole(console =>
        {
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
            console.IncludeScopes = true;
        });
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.FormatterName = ConsoleFormatterNames.Json);
        logging.Services.Configure<LoggerFactoryOptions>(options => options.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId);
        return logging.AddFilter("OrderingSystem", LogLevel.Information);
    }
}
