using System.Globalization;

namespace OrderingSystem.Lambdas.Runtime;

/// <summary>The environment variables that Lambda sets for a runtime.</summary>
/// <remarks>AWS Lambda developer guide, "Using Lambda environment variables" and "Building a custom runtime".</remarks>
public sealed record LambdaEnvironment
{
    /// <summary>Host and port of the Runtime API, <c>AWS_LAMBDA_RUNTIME_API</c>.</summary>
    public required Uri RuntimeApi { get; init; }

    /// <summary>The function's handler, <c>_HANDLER</c>: which of the executable's functions to be.</summary>
    public required string Handler { get; init; }

    public string FunctionName { get; init; } = string.Empty;

    public string FunctionVersion { get; init; } = string.Empty;

    public string LogGroupName { get; init; } = string.Empty;

    public string LogStreamName { get; init; } = string.Empty;

    public int MemoryLimitInMB { get; init; }

    /// <summary>
    /// How many invocations one execution environment takes at a time, <c>AWS_LAMBDA_MAX_CONCURRENCY</c>: set by Lambda Managed Instances; 1
    /// where it is not set.
    /// </summary>
    public int MaxConcurrency { get; init; } = 1;

    /// <exception cref="InvalidOperationException">A variable is missing or is not what Lambda puts there.</exception>
    public static LambdaEnvironment Read(Func<string, string?> variable) => new()
    {
        RuntimeApi = Uri.TryCreate($"http://{Required(variable, "AWS_LAMBDA_RUNTIME_API")}/2018-06-01/", UriKind.Absolute, out var runtimeApi)
            ? runtimeApi
            : throw new InvalidOperationException("AWS_LAMBDA_RUNTIME_API is not HOST:PORT."),
        Handler = Required(variable, "_HANDLER"),
        FunctionName = variable("AWS_LAMBDA_FUNCTION_NAME") ?? string.Empty,
        FunctionVersion = variable("AWS_LAMBDA_FUNCTION_VERSION") ?? string.Empty,
        LogGroupName = variable("AWS_LAMBDA_LOG_GROUP_NAME") ?? string.Empty,
        LogStreamName = variable("AWS_LAMBDA_LOG_STREAM_NAME") ?? string.Empty,
        MemoryLimitInMB = Number(variable, "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", absent: 0),
        MaxConcurrency = Math.Max(1, Number(variable, "AWS_LAMBDA_MAX_CONCURRENCY", absent: 1)),
    };

    private static string Required(Func<string, string?> variable, string name) =>
        variable(name) is { Length: > 0 } value ? value : throw new InvalidOperationException($"{name} is not set: this executable is started by Lambda.");

    private static int Number(Func<string, string?> variable, string name, int absent) => variable(name) switch
    {
        null or "" => absent,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        var text => throw new InvalidOperationException($"{name} is '{text}', which is no whole number."),
    };
}
