using OrderingSystem.Application.Outages;
using OrderingSystem.Lambdas.Functions;

namespace OrderingSystem.Lambdas.Tasks.ReleaseOrders;

/// <summary>State <c>ReleaseOrders</c>: lets the next batch of parked orders go.</summary>
public sealed class ReleaseOrdersTask(Application.Outages.ReleaseOrders releaseOrders) : ILambdaTask<ReleaseOrdersRequest, LoopResponse>
{
    public async Task<LoopResponse> HandleAsync(ReleaseOrdersRequest request, CancellationToken cancellationToken) =>
        LoopResponse.Of(await releaseOrders.RunAsync(
            new WatchRequest(request.OutageId, request.Generation, request.Steps, request.Retries),
            cancellationToken));
}

/// <param name="Retries">Tries of the state before this one.</param>
public sealed record ReleaseOrdersRequest(string OutageId, int Generation, int Steps, int Retries);
