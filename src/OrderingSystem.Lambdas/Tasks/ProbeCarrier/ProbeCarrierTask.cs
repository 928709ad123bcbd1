using OrderingSystem.Application.Outages;
using OrderingSystem.Lambdas.Functions;

namespace OrderingSystem.Lambdas.Tasks.ProbeCarrier;

/// <summary>State <c>ProbeCarrier</c>: asks the carrier whether it answers, and throws until it does.</summary>
public sealed class ProbeCarrierTask(Application.Outages.ProbeCarrier probeCarrier) : ILambdaTask<ProbeCarrierRequest, LoopResponse>
{
    public async Task<LoopResponse> HandleAsync(ProbeCarrierRequest request, CancellationToken cancellationToken) =>
        LoopResponse.Of(await probeCarrier.RunAsync(
            new WatchRequest(request.OutageId, request.Generation, request.Steps, request.Retries),
            request.ExecutionName,
            cancellationToken));
}

/// <param name="Retries">Tries of the state before this one.</param>
/// <param name="ExecutionName">The watch that asks.</param>
public sealed record ProbeCarrierRequest(string OutageId, int Generation, int Steps, int Retries, string ExecutionName);
