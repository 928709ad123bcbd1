using System.Net;
using System.Text;
using System.Xml.Linq;
using OrderingSystem.Engine.Integrations.Aws;
using OrderingSystem.Engine.Integrations.Tests.Contracts;
using OrderingSystem.Engine.Integrations.Tests.Fakes;
using OrderingSystem.Engine.Tasks;

namespace OrderingSystem.Engine.Integrations.Tests;

public sealed class SnsIntegrationTests(QueueServer server) : HttpServiceContract, IClassFixture<QueueServer>
{
    protected override string Resource => "arn:aws:states:::sns:publish";

    protected override string Variable => "SNS_ENDPOINT";

    protected override string Prefix => "SNS";

    protected override string Parameters => """{"TopicArn":"arn:aws:sns:us-east-1:123456789012:t","Message":"hello"}""";

    [Fact]
    public async Task Publish_MessageAsJsonWithAttributes_AnswersAsTheServiceDoes()
    {
        var topic = await CreateTopicAsync();
        using var http = ServiceCalls.Http(Variable, server.Url);

        var published = await Over(http).SucceedAsync(Resource,
            $$$$"""{"TopicArn":"{{{{topic}}}}","Message":{"order":"o-1"},"MessageAttributes":{"kind":{"DataType":"String","StringValue":"shipped"}}}""");
        var bare = await new AwsSdkIntegration(http).SucceedAsync("arn:aws:states:::aws-sdk:sns:publish", $$$$"""{"TopicArn":"{{{{topic}}}}","Message":"hello"}""");

        published.Select(member => member.Key).Should().Equal("MessageId", "SdkHttpMetadata", "SdkResponseMetadata");
        bare.Select(member => member.Key).Should().Equal("MessageId");
    }

    [Fact]
    public async Task Publish_NoSuchTopic_IsNamedAsTheServiceNamesIt()
    {
        using var http = ServiceCalls.Http(Variable, server.Url);

        var error = await Over(http).FailAsync(Resource, """{"TopicArn":"arn:aws:sns:us-east-1:000000000000:no-such-topic","Message":"hello"}""");

        error.Name.Should().Be("SNS.NotFoundException");
        error.Cause.Should().MatchRegex(@"\(Service: AmazonSNS; Status Code: 404; Error Code: NotFound; Request ID: \S+; Proxy: null\)$");
    }

    [Fact]
    public async Task Publish_FormAndRefusal_AreThoseOfTheQueryProtocol()
    {
        var transport = ScriptedTransport.Answering(HttpStatusCode.BadRequest,
            "<ErrorResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><Error><Type>Sender</Type><Code>InvalidParameter</Code>"
            + "<Message>Invalid parameter: The MessageGroupId parameter is required for FIFO topics</Message></Error><RequestId>r-1</RequestId></ErrorResponse>");
        using var http = ServiceCalls.Http(Variable, "http://127.0.0.1", transport);

        var error = await Over(http).FailAsync(Resource, """{"TopicArn":"arn:t.fifo","Message":{"a":"ä&="},"MessageAttributes":{"k":{"DataType":"String","StringValue":"v"}}}""");

        (error.Name, error.Cause).Should().Be((
            "SNS.InvalidParameterException",
            "Invalid parameter: The MessageGroupId parameter is required for FIFO topics (Service: AmazonSNS; Status Code: 400; Error Code: InvalidParameter; Request ID: r-1; Proxy: null)"));
        transport.Requests.Should().ContainSingle().Which.Body.Should().Be(
            "Action=Publish&Version=2010-03-31&TopicArn=arn%3At.fifo&Message=%7B%22a%22%3A%22%C3%A4%26%3D%22%7D"
            + "&MessageAttributes.entry.1.Name=k&MessageAttributes.entry.1.Value.DataType=String&MessageAttributes.entry.1.Value.StringValue=v");
    }

    protected override IServiceIntegration Over(AwsHttp http) => new SnsIntegration(http);

    private async Task<string> CreateTopicAsync()
    {
        using var client = new HttpClient();
        using var form = new StringContent($"Action=CreateTopic&Version=2010-03-31&Name={ServiceCalls.NewName("t")}", Encoding.UTF8, "application/x-www-form-urlencoded");
        using var request = new HttpRequestMessage(HttpMethod.Post, server.Url) { Content = form };
        _ = request.Headers.TryAddWithoutValidation("Authorization", "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/sns/aws4_request, SignedHeaders=host, Signature=0");
        using var response = await client.SendAsync(request);
        var answer = XDocument.Parse(await response.Content.ReadAsStringAsync());
        return answer.Descendants().First(element => element.Name.LocalName == "TopicArn").Value;
    }
}
