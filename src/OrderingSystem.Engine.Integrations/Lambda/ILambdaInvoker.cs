namespace OrderingSystem.Engine.Integrations.Lambda;

/// <summary>Runs Lambda functions.</summary>
public interface ILambdaInvoker
{
    /// <param name="functionName">A name, as in <c>arn:aws:lambda:…:function:{name}</c>, without version or alias.</param>
    /// <param name="payload">The function's event, JSON.</param>
    /// <returns>The function's result, JSON.</returns>
    /// <exception cref="LambdaFunctionException">The function failed.</exception>
    /// <exception cref="LambdaFunctionNotFoundException">There is no such function.</exception>
    Task<byte[]> InvokeAsync(string functionName, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken);
}

/// <summary>A function failed, as Lambda reports it: the exception's type name is the error that a retrier or a catcher matches.</summary>
public sealed class LambdaFunctionException(string errorType, string errorMessage, IReadOnlyList<string>? trace = null, string? requestId = null)
    : Exception(errorMessage)
{
    public string ErrorType { get; } = errorType;

    /// <summary>Lines of the function's own stack trace; null where it gives none.</summary>
    public IReadOnlyList<string>? Trace { get; } = trace;

    public string? RequestId { get; } = requestId;
}

public sealed class LambdaFunctionNotFoundException(string functionName) : Exception($"There is no function named '{functionName}'.")
{
    public string FunctionName { get; } = functionName;
}
