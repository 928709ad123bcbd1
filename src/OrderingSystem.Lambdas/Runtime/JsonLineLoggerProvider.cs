using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace OrderingSystem.Lambdas.Runtime;

/// <summary>
/// One JSON object per line on a stream, as CloudWatch Logs Insights reads it:
/// <c>{"timestamp","level","requestId","traceId","category","eventId","message", … the message's values …, "errorType","stackTrace"}</c>.
/// </summary>
/// <remarks>
/// Written and flushed before the call returns: Lambda freezes the process between invocations, and what a background thread still held would
/// appear in the next one, or never.
/// </remarks>
internal sealed class JsonLineLoggerProvider(Stream output, LogLevel minimum, TimeProvider clock) : ILoggerProvider
{
    private readonly Lock _gate = new();
    private readonly ArrayBufferWriter<byte> _line = new(1024);

    /// <summary>The least level that <c>AWS_LAMBDA_LOG_LEVEL</c> asks for; information where it asks for none.</summary>
    public static LogLevel LevelOf(string? awsLambdaLogLevel) => awsLambdaLogLevel?.ToUpperInvariant() switch
    {
        "TRACE" => LogLevel.Trace,
        "DEBUG" => LogLevel.Debug,
        "WARN" => LogLevel.Warning,
        "ERROR" => LogLevel.Error,
        "FATAL" => LogLevel.Critical,
        _ => LogLevel.Information,
    };

    public ILogger CreateLogger(string categoryName) => new JsonLineLogger(this, categoryName);

    public void Dispose() => output.Flush();

    private void Write<TState>(string category, LogLevel level, EventId eventId, TState state, Exception? exception, string message)
    {
        lock (_gate)
        {
            _line.ResetWrittenCount();
            using (var json = new Utf8JsonWriter(_line))
            {
                json.WriteStartObject();
                json.WriteString("timestamp", clock.GetUtcNow());
                json.WriteString("level", WordFor(level));
                if (InvocationScope.Current is { } invocation)
                {
                    json.WriteString("requestId", invocation.RequestId);
                    json.WriteString("traceId", invocation.TraceId);
                }

                json.WriteString("category", category);
                json.WriteNumber("eventId", eventId.Id);
                json.WriteString("message", message);
                WriteValues(json, state);
                if (exception is not null)
                {
                    json.WriteString("errorType", exception.GetType().Name);
                    json.WriteString("stackTrace", exception.ToString());
                }

                json.WriteEndObject();
            }

            _line.Write("\n"u8);
            output.Write(_line.WrittenSpan);
            output.Flush();
        }
    }

    private static void WriteValues<TState>(Utf8JsonWriter json, TState state)
    {
        if (state is not IReadOnlyList<KeyValuePair<string, object?>> values)
        {
            return;
        }

        foreach (var (name, value) in values)
        {
            if (name == "{OriginalFormat}")
            {
                continue;
            }

            var camelCase = JsonNamingPolicy.CamelCase.ConvertName(name);
            switch (value)
            {
                case int number:
                    json.WriteNumber(camelCase, number);
                    break;
                case long number:
                    json.WriteNumber(camelCase, number);
                    break;
                case bool flag:
                    json.WriteBoolean(camelCase, flag);
                    break;
                default:
                    json.WriteString(camelCase, value?.ToString());
                    break;
            }
        }
    }

    private static string WordFor(LogLevel level) => level switch
    {
        LogLevel.Trace => "TRACE",
        LogLevel.Debug => "DEBUG",
        LogLevel.Information => "INFO",
        LogLevel.Warning => "WARN",
        LogLevel.Error => "ERROR",
        _ => "FATAL",
    };

    private sealed class JsonLineLogger(JsonLineLoggerProvider provider, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= provider.Minimum && logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                provider.Write(category, logLevel, eventId, state, exception, formatter(state, exception));
            }
        }
    }

    private LogLevel Minimum => minimum;
}
