namespace OrderingSystem.Lambdas.Functions;

/// <summary>
/// One task of a state machine. It may run twice (a crash, a timeout, a retry after a lost answer), so it is idempotent by order id. It refuses by
/// an exception whose type name is the error name that the state machine matches.
/// </summary>
public interface ILambdaTask<in TRequest, TResponse>
{
    Task<TResponse> HandleAsync(TRequest request, CancellationToken cancellationToken);
}
