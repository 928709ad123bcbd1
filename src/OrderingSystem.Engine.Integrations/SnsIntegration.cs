using OrderingSystem.Engine.Integrations.Aws;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Integrations;

/// <summary><c>arn:aws:states:::sns:publish</c>, also <c>.waitForTaskToken</c>, at <c>SNS_ENDPOINT</c>. A Message that is no text is sent as JSON.</summary>
public sealed class SnsIntegration(AwsHttp http) : IServiceIntegration
{
    public bool Handles(TaskResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return resource is { Kind: TaskResourceKind.ServiceIntegration, ResourceType: "sns", BareAction: "publish", Pattern: not IntegrationPattern.Sync };
    }

    public Task<ServiceResult> InvokeAsync(ServiceCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        return TaskParameters.Of(call) is { } parameters
            ? SnsPublish.RunAsync(http, isSdk: false, parameters.WithText("Message"), cancellationToken)
            : TaskParameters.NoObject(call);
    }
}
