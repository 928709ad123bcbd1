using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Integrations;

/// <summary>
/// <c>arn:aws:states:::aws-sdk:sfn:…</c>: Step Functions' API on the engine that runs the caller. Actions: startExecution, stopExecution,
/// startSyncExecution, describeExecution, redriveExecution, listExecutions, describeStateMachine, listStateMachines, sendTaskSuccess, sendTaskFailure,
/// sendTaskHeartbeat.
/// </summary>
/// <param name="engine">Gives the engine once it has started; it takes up interrupted calls before that.</param>
public sealed class SfnSdkIntegration(Func<CancellationToken, Task<IStepFunctionsEngine>> engine) : IServiceIntegration
{
    public bool Handles(TaskResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return resource is { Kind: TaskResourceKind.ServiceIntegration, ResourceType: "aws-sdk:sfn", Pattern: not IntegrationPattern.Sync }
            && StepFunctionsActions.Has(resource.BareAction);
    }

    public async Task<ServiceResult> InvokeAsync(ServiceCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        return await StepFunctionsActions.RunAsync(await engine(cancellationToken), call, "Sfn", cancellationToken);
    }
}
