using OrderingSystem.Engine.Integrations.Lambda;

namespace OrderingSystem.Host.Composition;

/// <summary>Runs the order side's tasks in this process, reporting failures as the Lambda service does.</summary>
/// <param name="scheduler">Where they run: what follows an await of a task runs there, too.</param>
internal sealed class InProcessFunctions(LateFunctions late, TaskScheduler scheduler) : ILambdaInvoker
{
    public async Task<byte[]> InvokeAsync(string functionName, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var functions = await late.GetAsync(cancellationToken);
        if (!functions.Names.Contains(functionName))
        {
            throw new LambdaFunctionNotFoundException(functionName);
        }

        var result = await Task.Factory.StartNew(
            () => functions.InvokeAsync(functionName, payload, cancellationToken), cancellationToken, TaskCreationOptions.DenyChildAttach, scheduler).Unwrap();
        return result.Error is { } error
            ? throw new LambdaFunctionException(error.ErrorType ?? nameof(Exception), error.ErrorMessage ?? string.Empty, error.StackTrace)
            : result.Payload;
    }
}
