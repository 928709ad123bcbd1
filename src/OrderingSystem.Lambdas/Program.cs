using System.Runtime.InteropServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrderingSystem.Lambdas.Composition;
using OrderingSystem.Lambdas.Functions;
using OrderingSystem.Lambdas.Runtime;

namespace OrderingSystem.Lambdas;

/// <summary>The executable <c>bootstrap</c> of every Lambda function; <c>_HANDLER</c> says which one it is.</summary>
internal static class Program
{
    /// <returns>0 when asked to stop; 1 where the function cannot start or the Runtime API does not go on: Lambda starts another process.</returns>
    private static async Task<int> Main()
    {
        using var stopping = new CancellationTokenSource();
        using var termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true; // what runs is finished first
            stopping.Cancel();
        });
        return await RunAsync(Environment.GetEnvironmentVariable, Console.OpenStandardOutput(), stopping.Token);
    }

    private static async Task<int> RunAsync(Func<string, string?> variable, Stream output, CancellationToken stopping)
    {
        using var logs = new JsonLineLoggerProvider(output, JsonLineLoggerProvider.LevelOf(variable("AWS_LAMBDA_LOG_LEVEL")), TimeProvider.System);
        using var loggers = new LoggerFactory([logs], new LoggerFilterOptions { MinLevel = LogLevel.Trace });
        var logger = loggers.CreateLogger<LambdaRuntime>();
        var environment = LambdaEnvironment.Read(variable);
        using var api = new RuntimeApiClient(environment.RuntimeApi);
        try
        {
            await using var provider = new ServiceCollection()
                .AddSingleton<ILoggerFactory>(loggers)
                .AddSingleton(typeof(ILogger<>), typeof(Logger<>))
                .AddLambdaFunctions(variable)
                .BuildServiceProvider();
            if (await TryStartAsync(provider, environment, api, logger) is not { } handler)
            {
                return 1;
            }

            await new LambdaRuntime(api, environment, TimeProvider.System, logger).RunAsync(handler, stopping);
            return 0;
        }
        catch (RuntimeApiException exception)
        {
            logger.RuntimeApiLost(exception);
            return 1;
        }
    }

    private static async Task<LambdaHandler?> TryStartAsync(IServiceProvider provider, LambdaEnvironment environment, RuntimeApiClient api, ILogger logger)
    {
        try
        {
            return provider.GetLambdaHandler(environment.Handler);
        }
        catch (Exception exception)
        {
            logger.CannotStart(exception);
            await api.ReportInitErrorAsync(LambdaFunctionError.From(exception), CancellationToken.None);
            return null;
        }
    }
}
