using OrderingSystem.Application.Telemetry;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Host.Telemetry;

/// <summary>Hands an execution's trace to the functions that run in this process, as Lambda hands it to those on AWS.</summary>
internal sealed class TracedCalls(IServiceIntegration calls) : IServiceIntegration
{
    public bool Handles(TaskResource resource) => calls.Handles(resource);

    public async Task<ServiceResult> InvokeAsync(ServiceCall call, CancellationToken cancellationToken)
    {
        TraceHeader.Incoming = call.Execution.TraceHeader; // seen by this call alone: what an async method sets does not leave it
        return await calls.InvokeAsync(call, cancellationToken);
    }
}
