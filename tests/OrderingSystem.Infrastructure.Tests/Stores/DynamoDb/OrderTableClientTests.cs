using System.Net;
using System.Text;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using OrderingSystem.Application.Stores;
using OrderingSystem.Infrastructure.Stores.DynamoDb;

namespace OrderingSystem.Infrastructure.Tests.Stores.DynamoDb;

public sealed class OrderTableClientTests
{
    [Fact]
    public async Task Get_ConnectionRefused_IsTheStoreThatGivesNoAnswer()
    {
        using var client = Client(new AmazonDynamoDBConfig { ServiceURL = "http://127.0.0.1:9" });

        await Getting(client).Should().ThrowAsync<StoreUnavailableException>();
    }

    [Theory]
    [InlineData(400, "ProvisionedThroughputExceededException")]
    [InlineData(400, "ThrottlingException")]
    [InlineData(400, "RequestLimitExceeded")]
    [InlineData(500, "InternalServerError")]
    [InlineData(503, "ServiceUnavailable")]
    public async Task Get_DynamoDbAsksForPatience_IsTheStoreThatGivesNoAnswer(int status, string error)
    {
        using var client = Client(Answering(status, error));

        (await Getting(client).Should().ThrowAsync<StoreUnavailableException>()).Which.Message.Should().Contain(error);
    }

    [Theory]
    [InlineData("ValidationException")]
    [InlineData("AccessDeniedException")]
    public async Task Get_DynamoDbRefuses_PassesThrough(string error)
    {
        using var client = Client(Answering(400, error));

        (await Getting(client).Should().ThrowAsync<AmazonDynamoDBException>()).Which.ErrorCode.Should().Be(error);
    }

    [Fact]
    public async Task Put_ConditionNotMet_PassesThrough()
    {
        using var client = Client(Answering(400, "ConditionalCheckFailedException"));

        var put = () => client.PutItemAsync(new PutItemRequest { TableName = "orders", Item = [] });

        await put.Should().ThrowAsync<ConditionalCheckFailedException>();
    }

    [Fact]
    public async Task Get_CallerGivesUp_IsTheCallersCancellation()
    {
        using var client = Client(Answering(500, "InternalServerError"));

        var get = () => client.GetItemAsync(new GetItemRequest { TableName = "orders", Key = [] }, new CancellationToken(canceled: true));

        await get.Should().ThrowAsync<OperationCanceledException>();
    }

    private static Func<Task> Getting(OrderTableClient client) => () => client.GetItemAsync(new GetItemRequest
    {
        TableName = "orders",
        Key = new Dictionary<string, AttributeValue> { ["pk"] = new("A"), ["sk"] = new("A") },
    });

    private static AmazonDynamoDBConfig Answering(int status, string error) => new()
    {
        ServiceURL = "http://127.0.0.1:4566",
        HttpClientFactory = new CannedFactory((HttpStatusCode)status, $$"""{"__type":"com.amazonaws.dynamodb.v20120810#{{error}}","message":"as asked for"}"""),
    };

    private static OrderTableClient Client(AmazonDynamoDBConfig config)
    {
        config.AuthenticationRegion = "eu-west-1";
        config.MaxErrorRetry = 0;
        return new OrderTableClient(new BasicAWSCredentials("local", "local"), config);
    }

    private sealed class CannedFactory(HttpStatusCode status, string body) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new CannedHandler(status, body));

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;
    }

    private sealed class CannedHandler(HttpStatusCode status, string body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            content.Headers.ContentType = new("application/x-amz-json-1.0");
            return Task.FromResult(new HttpResponseMessage(status) { Content = content, RequestMessage = request });
        }
    }
}
