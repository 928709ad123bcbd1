using OrderingSystem.Engine.Integrations.Aws;
using OrderingSystem.Engine.Integrations.Tests.Contracts;
using OrderingSystem.Engine.Integrations.Tests.Fakes;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.Engine.Integrations.Tests;

public sealed class DynamoDbIntegrationTests(DynamoDbServer server) : HttpServiceContract, IClassFixture<DynamoDbServer>
{
    private const string Arn = "arn:aws:states:::dynamodb:";
    private const string Sdk = "arn:aws:states:::aws-sdk:dynamodb:";

    protected override string Resource => Arn + "putItem";

    protected override string Variable => "DYNAMODB_ENDPOINT";

    protected override string Prefix => "DynamoDB";

    protected override string Parameters => """{"TableName":"t","Item":{"id":{"S":"1"}}}""";

    [Fact]
    public async Task Items_PutUpdatedReadAndDeleted_AnswerAsTheServiceDoes()
    {
        using var http = ServiceCalls.Http(Variable, server.Url);
        var table = await CreateTableAsync(http);
        var integration = Over(http);

        var put = await integration.SucceedAsync(Arn + "putItem", $$$$"""{"TableName":"{{{{table}}}}","Item":{"id":{"S":"id1"},"data":{"S":"HelloWorld"}}}""");
        var updated = await integration.SucceedAsync(Arn + "updateItem",
            $$$$"""{"TableName":"{{{{table}}}}","Key":{"id":{"S":"id1"}},"UpdateExpression":"set S = :r","ExpressionAttributeValues":{":r":{"S":"Updated"}},"ReturnValues":"UPDATED_NEW"}""");
        var got = await integration.SucceedAsync(Arn + "getItem", $$$$"""{"TableName":"{{{{table}}}}","Key":{"id":{"S":"id1"}}}""");
        _ = await integration.SucceedAsync(Arn + "deleteItem", $$$$"""{"TableName":"{{{{table}}}}","Key":{"id":{"S":"id1"}}}""");
        var gone = await integration.SucceedAsync(Arn + "getItem", $$$$"""{"TableName":"{{{{table}}}}","Key":{"id":{"S":"id1"}}}""");

        put.Select(member => member.Key).Should().Equal("SdkHttpMetadata", "SdkResponseMetadata");
        ((JsonObject)put["SdkHttpMetadata"]!)["HttpStatusCode"].Should().Be(JsonValue.Of(200));
        updated["Attributes"]!.ToString().Should().Be("""{"S":{"S":"Updated"}}""");
        got.Select(member => member.Key).Should().Equal("Item", "SdkHttpMetadata", "SdkResponseMetadata");
        gone["Item"].Should().BeNull();
    }

    [Fact]
    public async Task Refusals_AreNamedAndWordedAsTheServiceDoes()
    {
        using var http = ServiceCalls.Http(Variable, server.Url);
        var table = await CreateTableAsync(http);
        var conditional = $$$$"""{"TableName":"{{{{table}}}}","Item":{"id":{"S":"1"}},"ConditionExpression":"attribute_not_exists(id)"}""";
        _ = await Over(http).SucceedAsync(Arn + "putItem", conditional);

        var taken = await Over(http).FailAsync(Arn + "putItem", conditional);
        var missing = await Over(http).FailAsync(Arn + "putItem", Parameters.Replace("\"t\"", "\"no-such-table\"", StringComparison.Ordinal));
        var invalid = await Over(http).FailAsync(Arn + "putItem", Parameters.Replace("\"t\"", "\"/t\"", StringComparison.Ordinal));

        taken.Name.Should().Be("DynamoDB.ConditionalCheckFailedException");
        taken.Cause.Should().MatchRegex(@"^The conditional request failed \(Service: AmazonDynamoDBv2; Status Code: 400; Error Code: ConditionalCheckFailedException; Request ID: \S+; Proxy: null\)$");
        missing.Name.Should().Be("DynamoDB.ResourceNotFoundException");
        missing.Cause.Should().StartWith("Requested resource not found (Service: AmazonDynamoDBv2; Status Code: 400; Error Code: ResourceNotFoundException;");
        invalid.Name.Should().Be("DynamoDB.AmazonDynamoDBException");
        invalid.Cause.Should().Contain("Error Code: ValidationException");
    }

    [Fact]
    public async Task Sdk_AnyAction_AnswersBareAndNamesErrorsInItsOwnWay()
    {
        using var http = ServiceCalls.Http(Variable, server.Url);
        var table = await CreateTableAsync(http);
        var sdk = new AwsSdkIntegration(http);

        var put = await sdk.SucceedAsync(Sdk + "putItem", $$$$"""{"TableName":"{{{{table}}}}","Item":{"id":{"S":"id1"}}}""");
        var queried = await sdk.SucceedAsync(Sdk + "query", $$$$"""{"TableName":"{{{{table}}}}","KeyConditionExpression":"id = :id","ExpressionAttributeValues":{":id":{"S":"id1"}}}""");
        var missing = await sdk.FailAsync(Sdk + "putItem", """{"TableName":"no-such-table","Item":{"id":{"S":"1"}}}""");
        var invalid = await sdk.FailAsync(Sdk + "putItem", """{"TableName":"/t","Item":{}}""");

        put.ToString().Should().Be("{}");
        (queried["Count"], queried["Items"]!.ToString()).Should().Be((JsonValue.Of(1), """[{"id":{"S":"id1"}}]"""));
        missing.Name.Should().Be("DynamoDb.ResourceNotFoundException");
        missing.Cause.Should().MatchRegex(@"^Requested resource not found \(Service: DynamoDb, Status Code: 400, Request ID: \S+\) \(SDK Attempt Count: 1\)$");
        invalid.Name.Should().Be("DynamoDb.DynamoDbException");
    }

    protected override IServiceIntegration Over(AwsHttp http) => new DynamoDbIntegration(http);

    private static async Task<string> CreateTableAsync(AwsHttp http)
    {
        var name = ServiceCalls.NewName("t");
        var sdk = new AwsSdkIntegration(http);
        _ = await sdk.SucceedAsync(Sdk + "createTable",
            $$$$"""{"TableName":"{{{{name}}}}","AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],"KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],"BillingMode":"PAY_PER_REQUEST"}""");
        while (((JsonObject)(await sdk.SucceedAsync(Sdk + "describeTable", $$$$"""{"TableName":"{{{{name}}}}"}"""))["Table"]!)["TableStatus"] is not JsonString { Value: "ACTIVE" })
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }

        return name;
    }
}
