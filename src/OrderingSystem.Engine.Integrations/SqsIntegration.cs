using OrderingSystem.Engine.Integrations.Aws;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Integrations;

/// <summary><c>arn:aws:states:::sqs:sendMessage</c>, also <c>.waitForTaskToken</c>, at <c>SQS_ENDPOINT</c>. A MessageBody that is no text is sent as JSON.</summary>
public sealed class SqsIntegration(AwsHttp http) : IServiceIntegration
{
    public bool Handles(TaskResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return resource is { Kind: TaskResourceKind.ServiceIntegration, ResourceType: "sqs", BareAction: "sendMessage", Pattern: not IntegrationPattern.Sync };
    }

    public Task<ServiceResult> InvokeAsync(ServiceCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        return TaskParameters.Of(call) is { } parameters
            ? AwsJsonCall.RunAsync(http, AwsService.Sqs, isSdk: false, "SendMessage", parameters.WithText("MessageBody"), show: null, cancellationToken)
            : TaskParameters.NoObject(call);
    }
}
