using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Benchmarks.Workloads;

/// <summary>The function <c>flaky</c>: fails five times, then succeeds.</summary>
internal sealed class FlakyIntegration : IServiceIntegration
{
    private static readonly Payload Done = Payload.FromText("""{"done":true}""");

    public bool Handles(TaskResource resource) => resource.Arn.EndsWith(":flaky", StringComparison.Ordinal);

    public Task<ServiceResult> InvokeAsync(ServiceCall call, CancellationToken cancellationToken) => Task.FromResult(
        call.Task.RetryCount < 5 ? ServiceResult.Failure("Busy", "try again") : ServiceResult.Success(Done));
}
