using System.Collections.Frozen;

namespace OrderingSystem.Engine.Integrations.Aws;

/// <summary>What differs between services: names in errors, and how a request names its operation.</summary>
/// <param name="SigningName">In the signature's scope, such as <c>dynamodb</c>.</param>
/// <param name="EndpointVariable">The environment variable that says where the service is.</param>
/// <param name="OptimisedPrefix">Of error names of the optimised integration, such as <c>DynamoDB</c>.</param>
/// <param name="OptimisedService">In its causes, such as <c>AmazonDynamoDBv2</c>.</param>
/// <param name="OptimisedBase">Its exception for errors without one of their own, such as <c>AmazonDynamoDBException</c>.</param>
/// <param name="SdkPrefix">Of error names of the AWS SDK integration, such as <c>DynamoDb</c>.</param>
/// <param name="Modelled">Error codes that have an exception of their own.</param>
internal sealed record AwsService(
    string SigningName, string EndpointVariable, string OptimisedPrefix, string OptimisedService, string OptimisedBase, string SdkPrefix, FrozenSet<string> Modelled)
{
    /// <summary>Before the operation in <c>X-Amz-Target</c>; empty for services of another protocol.</summary>
    public string TargetPrefix { get; init; } = string.Empty;

    public string ContentType { get; init; } = "application/x-amz-json-1.0";

    public static AwsService DynamoDb { get; } = new(
        "dynamodb", "DYNAMODB_ENDPOINT", "DynamoDB", "AmazonDynamoDBv2", "AmazonDynamoDBException", "DynamoDb",
        Codes("BackupInUse", "BackupNotFound", "ConditionalCheckFailed", "DuplicateItem", "GlobalTableAlreadyExists", "IdempotentParameterMismatch", "IndexNotFound",
            "InternalServerError", "ItemCollectionSizeLimitExceeded", "LimitExceeded", "ProvisionedThroughputExceeded", "ReplicatedWriteConflict", "RequestLimitExceeded",
            "ResourceInUse", "ResourceNotFound", "TableAlreadyExists", "TableInUse", "TableNotFound", "TransactionCanceled", "TransactionConflict", "TransactionInProgress"))
    {
        TargetPrefix = "DynamoDB_20120810.",
    };

    public static AwsService Sqs { get; } = new(
        "sqs", "SQS_ENDPOINT", "SQS", "AmazonSQS", "AmazonSQSException", "Sqs",
        Codes("BatchEntryIdsNotDistinct", "BatchRequestTooLong", "EmptyBatchRequest", "InvalidAddress", "InvalidAttributeName", "InvalidAttributeValue", "InvalidBatchEntryId",
            "InvalidIdFormat", "InvalidMessageContents", "InvalidSecurity", "MessageNotInflight", "OverLimit", "PurgeQueueInProgress", "QueueDeletedRecently", "QueueDoesNotExist",
            "QueueNameExists", "ReceiptHandleIsInvalid", "RequestThrottled", "ResourceNotFound", "TooManyEntriesInBatchRequest", "UnsupportedOperation"))
    {
        TargetPrefix = "AmazonSQS.",
    };

    public static AwsService EventBridge { get; } = new(
        "events", "EVENTS_ENDPOINT", "EventBridge", "AmazonEventBridge", "AmazonEventBridgeException", "EventBridge",
        Codes("ConcurrentModification", "IllegalStatus", "Internal", "InvalidEventPattern", "InvalidState", "LimitExceeded", "ManagedRule", "OperationDisabled",
            "PolicyLengthExceeded", "ResourceAlreadyExists", "ResourceNotFound"))
    {
        TargetPrefix = "AWSEvents.",
        ContentType = "application/x-amz-json-1.1",
    };

    public static AwsService Sns { get; } = new(
        "sns", "SNS_ENDPOINT", "SNS", "AmazonSNS", "AmazonSNSException", "Sns",
        Codes("AuthorizationError", "EndpointDisabled", "InternalError", "InvalidParameter", "InvalidParameterValue", "InvalidSecurity", "NotFound",
            "PlatformApplicationDisabled", "Throttled"));

    public static AwsService Lambda { get; } = new(
        "lambda", "LAMBDA_ENDPOINT", "Lambda", "AWSLambda", "AWSLambdaException", "Lambda",
        Codes("EC2AccessDenied", "EC2Throttled", "InvalidParameterValue", "InvalidRequestContent", "InvalidRuntime", "InvalidSecurityGroupID", "InvalidSubnetID", "InvalidZipFile",
            "KMSAccessDenied", "KMSDisabled", "KMSInvalidState", "KMSNotFound", "RecursiveInvocation", "RequestTooLarge", "ResourceConflict", "ResourceNotFound",
            "ResourceNotReady", "Service", "SnapStart", "SnapStartNotReady", "SnapStartTimeout", "SubnetIPAddressLimitReached", "TooManyRequests", "UnsupportedMediaType"));

    private static FrozenSet<string> Codes(params string[] codes) => codes.ToFrozenSet(StringComparer.Ordinal);
}
