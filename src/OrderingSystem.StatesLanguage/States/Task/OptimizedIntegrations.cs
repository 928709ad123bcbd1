using System.Collections.Frozen;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.StatesLanguage.States.Task;

/// <summary>The actions that <c>arn:aws:states:::service:action</c> can name; with <c>aws-sdk:</c> before the service every action of every service can be.</summary>
/// <remarks>Step Functions Developer Guide, "Integrating services".</remarks>
internal static class OptimizedIntegrations
{
    private const string Sync = ".sync";
    private const string Token = ".waitForTaskToken";

    /// <summary>Each action with the suffixes it can have.</summary>
    private static readonly FrozenDictionary<string, string[]> Suffixes = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["apigateway:invoke"] = [Token],
        ["athena:getQueryExecution"] = [],
        ["athena:getQueryResults"] = [],
        ["athena:startQueryExecution"] = [Sync],
        ["athena:stopQueryExecution"] = [],
        ["batch:submitJob"] = [Sync],
        ["bedrock:createModelCustomizationJob"] = [Sync],
        ["bedrock:invokeModel"] = [Token],
        ["codebuild:batchDeleteBuilds"] = [],
        ["codebuild:batchGetReports"] = [],
        ["codebuild:startBuild"] = [Sync],
        ["codebuild:startBuildBatch"] = [Sync],
        ["codebuild:stopBuild"] = [],
        ["codebuild:stopBuildBatch"] = [],
        ["databrew:startJobRun"] = [Sync],
        ["dynamodb:deleteItem"] = [],
        ["dynamodb:getItem"] = [],
        ["dynamodb:putItem"] = [],
        ["dynamodb:updateItem"] = [],
        ["ecs:runTask"] = [Sync, Token],
        ["eks:call"] = [],
        ["eks:createCluster"] = [Sync],
        ["eks:createFargateProfile"] = [Sync],
        ["eks:createNodegroup"] = [Sync],
        ["eks:deleteCluster"] = [Sync],
        ["eks:deleteFargateProfile"] = [Sync],
        ["eks:deleteNodegroup"] = [Sync],
        ["eks:runJob"] = [Sync],
        ["elasticmapreduce:addStep"] = [Sync],
        ["elasticmapreduce:cancelStep"] = [],
        ["elasticmapreduce:createCluster"] = [Sync],
        ["elasticmapreduce:modifyInstanceFleetByName"] = [],
        ["elasticmapreduce:modifyInstanceGroupByName"] = [],
        ["elasticmapreduce:setClusterTerminationProtection"] = [],
        ["elasticmapreduce:terminateCluster"] = [Sync],
        ["emr-containers:createVirtualCluster"] = [],
        ["emr-containers:deleteVirtualCluster"] = [Sync],
        ["emr-containers:startJobRun"] = [Sync],
        ["emr-serverless:cancelJobRun"] = [Sync],
        ["emr-serverless:createApplication"] = [Sync],
        ["emr-serverless:deleteApplication"] = [Sync],
        ["emr-serverless:startApplication"] = [Sync],
        ["emr-serverless:startJobRun"] = [Sync],
        ["emr-serverless:stopApplication"] = [Sync],
        ["events:putEvents"] = [Token],
        ["glue:startJobRun"] = [Sync],
        ["http:invoke"] = [],
        ["lambda:invoke"] = [Token],
        ["mediaconvert:createJob"] = [Sync],
        ["sagemaker:createEndpoint"] = [],
        ["sagemaker:createEndpointConfig"] = [],
        ["sagemaker:createHyperParameterTuningJob"] = [Sync],
        ["sagemaker:createLabelingJob"] = [Sync],
        ["sagemaker:createModel"] = [],
        ["sagemaker:createProcessingJob"] = [Sync],
        ["sagemaker:createTrainingJob"] = [Sync],
        ["sagemaker:createTransformJob"] = [Sync],
        ["sagemaker:updateEndpoint"] = [],
        ["sns:publish"] = [Token],
        ["sqs:sendMessage"] = [Token],
        ["states:startExecution"] = [Sync, ".sync:2", Token],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static bool Supports(TaskResource resource)
    {
        if (resource.Kind != TaskResourceKind.ServiceIntegration)
        {
            return true;
        }

        if (resource.ResourceType.StartsWith("aws-sdk:", StringComparison.Ordinal))
        {
            return resource.Pattern != IntegrationPattern.Sync;
        }

        return Suffixes.TryGetValue($"{resource.ResourceType}:{resource.BareAction}", out var suffixes)
            && (resource.Pattern == IntegrationPattern.RequestResponse || suffixes.Contains(resource.Action[resource.BareAction.Length..], StringComparer.Ordinal));
    }
}
