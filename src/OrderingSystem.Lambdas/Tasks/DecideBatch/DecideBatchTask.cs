using OrderingSystem.Lambdas.Functions;

namespace OrderingSystem.Lambdas.Tasks.DecideBatch;

/// <summary>State <c>DecideBatch</c>: carries a decision for many to the next orders that wait for one.</summary>
public sealed class DecideBatchTask(Application.Decisions.DecideBatch decideBatch) : ILambdaTask<DecideBatchRequest, LoopResponse>
{
    public async Task<LoopResponse> HandleAsync(DecideBatchRequest request, CancellationToken cancellationToken) =>
        LoopResponse.Of(await decideBatch.RunAsync(request.JobId, request.Steps, request.Retries, cancellationToken));
}

/// <param name="Retries">Tries of the state before this one.</param>
public sealed record DecideBatchRequest(string JobId, int Generation, int Steps, int Retries);
