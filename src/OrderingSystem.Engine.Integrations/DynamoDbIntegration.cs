using System.Collections.Frozen;
using OrderingSystem.Engine.Integrations.Aws;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Integrations;

/// <summary><c>arn:aws:states:::dynamodb:getItem</c>, <c>putItem</c>, <c>updateItem</c> and <c>deleteItem</c>, at <c>DYNAMODB_ENDPOINT</c>.</summary>
public sealed class DynamoDbIntegration(AwsHttp http) : IServiceIntegration
{
    private static readonly FrozenSet<string> Actions = FrozenSet.ToFrozenSet(["getItem", "putItem", "updateItem", "deleteItem"], StringComparer.Ordinal);

    public bool Handles(TaskResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return resource is { Kind: TaskResourceKind.ServiceIntegration, ResourceType: "dynamodb", Pattern: IntegrationPattern.RequestResponse } && Actions.Contains(resource.Action);
    }

    public Task<ServiceResult> InvokeAsync(ServiceCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        return TaskParameters.Of(call) is { } parameters
            ? AwsJsonCall.RunAsync(http, AwsService.DynamoDb, isSdk: false, TaskParameters.Operation(call.Resource.BareAction), parameters, show: null, cancellationToken)
            : TaskParameters.NoObject(call);
    }
}
