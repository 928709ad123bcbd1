using Microsoft.Extensions.Logging;

namespace OrderingSystem.Lambdas;

/// <summary>Event ids 3000 to 3099.</summary>
internal static partial class Log
{
    [LoggerMessage(3001, LogLevel.Error, "Function {FunctionName} failed")]
    public static partial void FunctionFailed(this ILogger logger, string functionName, Exception exception);
}
