using OrderingSystem.Engine.Integrations.Aws;
using OrderingSystem.Engine.Integrations.Tests.Contracts;
using OrderingSystem.Engine.Integrations.Tests.Fakes;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.Engine.Integrations.Tests;

public sealed class SqsIntegrationTests(QueueServer server) : HttpServiceContract, IClassFixture<QueueServer>
{
    private const string Sdk = "arn:aws:states:::aws-sdk:sqs:";

    protected override string Resource => "arn:aws:states:::sqs:sendMessage";

    protected override string Variable => "SQS_ENDPOINT";

    protected override string Prefix => "SQS";

    protected override string Parameters => """{"QueueUrl":"http://127.0.0.1/123456789012/q","MessageBody":"hello"}""";

    [Fact]
    public async Task SendMessage_BodyAsJson_ArrivesAsText()
    {
        using var http = ServiceCalls.Http(Variable, server.Url);
        var queue = await CreateQueueAsync(http);

        var sent = await Over(http).SucceedAsync(Resource + ".waitForTaskToken", $$$$"""{"QueueUrl":"{{{{queue}}}}","MessageBody":{"order":"o-1","token":"t"}}""");

        sent.Select(member => member.Key).Should().Equal("MD5OfMessageBody", "MessageId", "SdkHttpMetadata", "SdkResponseMetadata");
        var received = await new AwsSdkIntegration(http).SucceedAsync(Sdk + "receiveMessage", $$$$"""{"QueueUrl":"{{{{queue}}}}"}""");
        ((JsonObject)((JsonArray)received["Messages"]!)[0])["Body"].Should().Be(JsonValue.Of("""{"order":"o-1","token":"t"}"""));
    }

    [Fact]
    public async Task SendMessage_NoSuchQueue_IsNamedAsTheServiceNamesIt()
    {
        using var http = ServiceCalls.Http(Variable, server.Url);
        var missing = $$$$"""{"QueueUrl":"{{{{server.Url}}}}/000000000000/no-such-queue","MessageBody":"hello"}""";

        var optimised = await Over(http).FailAsync(Resource, missing);
        var sdk = await new AwsSdkIntegration(http).FailAsync(Sdk + "sendMessage", missing);

        optimised.Name.Should().Be("SQS.QueueDoesNotExistException");
        optimised.Cause.Should().Contain("(Service: AmazonSQS; Status Code: 400; Error Code: ");
        sdk.Name.Should().Be("Sqs.QueueDoesNotExistException");
        sdk.Cause.Should().Contain("(Service: Sqs, Status Code: 400, Request ID: ");
    }

    [Fact]
    public async Task Refusal_WithoutAnExceptionOfItsOwn_IsTheServicesGeneralOne()
    {
        using var http = ServiceCalls.Http(Variable, "http://127.0.0.1", ScriptedTransport.Answering(
            System.Net.HttpStatusCode.BadRequest,
            """{"__type":"com.amazon.coral.service#MissingRequiredParameterException","message":"The request must contain the parameter MessageBody."}""",
            ("x-amzn-query-error", "MissingParameter;Sender"), ("x-amzn-RequestId", "r-1")));

        var error = await Over(http).FailAsync(Resource, Parameters);

        (error.Name, error.Cause).Should().Be((
            "SQS.AmazonSQSException",
            "The request must contain the parameter MessageBody. (Service: AmazonSQS; Status Code: 400; Error Code: MissingParameter; Request ID: r-1; Proxy: null)"),
            "so it was recorded from the service");
    }

    protected override IServiceIntegration Over(AwsHttp http) => new SqsIntegration(http);

    private static async Task<string> CreateQueueAsync(AwsHttp http) =>
        ((JsonString)(await new AwsSdkIntegration(http).SucceedAsync(Sdk + "createQueue", $$$$"""{"QueueName":"{{{{ServiceCalls.NewName("q")}}}}"}"""))["QueueUrl"]!).Value;
}
