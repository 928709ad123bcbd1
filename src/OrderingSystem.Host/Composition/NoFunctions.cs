using OrderingSystem.Engine.Integrations.Lambda;

namespace OrderingSystem.Host.Composition;

/// <summary>The engine alone has no functions: a call of one fails as at AWS where the function is missing, and says why.</summary>
internal sealed class NoFunctions : ILambdaInvoker
{
    public Task<byte[]> InvokeAsync(string functionName, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken) =>
        Task.FromException<byte[]>(new LambdaFunctionException(
            "Lambda.ResourceNotFoundException", $"Function not found: {functionName}. The command 'engine' runs the engine alone, without any functions; use activities, or 'serve' for orders."));
}
