namespace OrderingSystem.Engine.Integrations.Lambda;

/// <summary>A function in this process.</summary>
/// <param name="payload">The event, JSON.</param>
/// <returns>The result, JSON.</returns>
public delegate Task<byte[]> LambdaHandler(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken);

/// <summary>Functions that are delegates of this process. What a handler throws becomes the function's error, named after the exception's type.</summary>
public sealed class InProcessLambdaInvoker(IReadOnlyDictionary<string, LambdaHandler> functions) : ILambdaInvoker
{
    public async Task<byte[]> InvokeAsync(string functionName, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        if (!functions.TryGetValue(functionName, out var handler))
        {
            throw new LambdaFunctionNotFoundException(functionName);
        }

        try
        {
            return await handler(payload, cancellationToken);
        }
        catch (Exception failure) when (failure is not LambdaFunctionException && !(failure is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            throw new LambdaFunctionException(failure.GetType().Name, failure.Message, TraceOf(failure));
        }
    }

    private static string[] TraceOf(Exception failure) =>
        failure.StackTrace?.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
