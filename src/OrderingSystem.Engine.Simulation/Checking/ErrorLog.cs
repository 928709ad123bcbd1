using Microsoft.Extensions.Logging;

namespace OrderingSystem.Engine.Simulation.Checking;

/// <summary>Keeps what the engine logs as an error: on a sound disk there must be none.</summary>
internal sealed class ErrorLog : ILoggerFactory, ILogger
{
    /// <summary>The first error, with its exception.</summary>
    public string? First { get; private set; }

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("The simulation has one log.");

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        if (logLevel >= LogLevel.Error && eventId.Name != "IntegrationThrew") // functions throw here, and that is their affair
        {
            First ??= $"{formatter(state, exception)} {exception}";
        }
    }

    public void Dispose()
    {
        // nothing is held
    }
}
