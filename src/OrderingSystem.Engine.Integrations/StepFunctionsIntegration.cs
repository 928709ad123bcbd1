using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Integrations;

/// <summary>
/// <c>arn:aws:states:::states:startExecution</c>: starts an execution on the engine that runs the caller; with <c>.sync</c> and <c>.sync:2</c> it waits for its end, with
/// <c>.waitForTaskToken</c> for the token.
/// </summary>
/// <param name="engine">Gives the engine once it has started; it takes up interrupted calls before that.</param>
public sealed class StepFunctionsIntegration(Func<CancellationToken, Task<IStepFunctionsEngine>> engine) : IServiceIntegration
{
    public bool Handles(TaskResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return resource is { Kind: TaskResourceKind.ServiceIntegration, ResourceType: "states", BareAction: "startExecution" };
    }

    public async Task<ServiceResult> InvokeAsync(ServiceCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        return await StepFunctionsActions.RunAsync(await engine(cancellationToken), call, StepFunctionsActions.OptimisedPrefix, cancellationToken);
    }
}
