using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using OrderingSystem.Application.Stores;

namespace OrderingSystem.Infrastructure.Stores.DynamoDb;

/// <summary>The SDK's client, which says that the table gives no answer as the stores' callers know it: <see cref="StoreUnavailableException"/>.</summary>
public sealed class OrderTableClient : AmazonDynamoDBClient
{
    /// <summary>Region, credentials and endpoint from the environment.</summary>
    public OrderTableClient()
    {
    }

    public OrderTableClient(AWSCredentials credentials, AmazonDynamoDBConfig config)
        : base(credentials, config)
    {
    }

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        pipeline.AddHandler(new NoAnswerHandler()); // outermost: what the SDK's own retries could not mend
    }
}
