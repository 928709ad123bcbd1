using System.Net;
using OrderingSystem.Engine.Integrations.Aws;
using OrderingSystem.Engine.Integrations.Tests.Contracts;
using OrderingSystem.Engine.Integrations.Tests.Fakes;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.Engine.Integrations.Tests;

/// <summary>Against answers recorded from the service: no EventBridge-compatible server is to be had from npm.</summary>
public sealed class EventBridgeIntegrationTests : HttpServiceContract
{
    protected override string Resource => "arn:aws:states:::events:putEvents";

    protected override string Variable => "EVENTS_ENDPOINT";

    protected override string Prefix => "EventBridge";

    protected override string Parameters => """{"Entries":[{"Source":"s","DetailType":"d","Detail":{"a":1}}]}""";

    [Fact]
    public async Task PutEvents_DetailAsJson_IsSentAsTextWithTheExecutionAmongTheResources()
    {
        var transport = ScriptedTransport.Answering(HttpStatusCode.OK, """{"Entries":[{"EventId":"e-1"}],"FailedEntryCount":0}""", ("x-amzn-RequestId", "r-1"));
        using var http = ServiceCalls.Http(Variable, "http://127.0.0.1", transport);

        var answer = await Over(http).SucceedAsync(Resource, """{"Entries":[{"Source":"s","DetailType":"d","Detail":{"a":1},"Resources":["arn:x"]}]}""");

        var sent = transport.Requests.Should().ContainSingle().Which;
        sent.Body.Should().Be(
            $$"""{"Entries":[{"Source":"s","DetailType":"d","Detail":"{\"a\":1}","Resources":["arn:x","{{ServiceCalls.Execution}}","{{ServiceCalls.Machine}}"]}]}""");
        (sent.Headers["X-Amz-Target"], sent.Headers["Content-Type"]).Should().Be(("AWSEvents.PutEvents", "application/x-amz-json-1.1"));
        sent.Headers["Authorization"].Should().MatchRegex("^AWS4-HMAC-SHA256 Credential=local/[0-9]{8}/us-east-1/events/aws4_request, SignedHeaders=[^,]+, Signature=[0-9a-f]{64}$");
        answer.Select(member => member.Key).Should().Equal("Entries", "FailedEntryCount", "SdkHttpMetadata", "SdkResponseMetadata");
        answer["SdkResponseMetadata"].Should().Be(JsonObject.Of(("RequestId", JsonValue.Of("r-1"))));
    }

    [Fact]
    public async Task PutEvents_OneEntryRefused_FailsWithTheAnswerAsCause()
    {
        const string Recorded = """{"Entries":[{"EventId":"e-1"},{"ErrorCode":"MalformedDetail","ErrorMessage":"Detail is malformed."}],"FailedEntryCount":1}""";
        using var http = ServiceCalls.Http(Variable, "http://127.0.0.1", ScriptedTransport.Answering(HttpStatusCode.OK, Recorded));

        var error = await Over(http).FailAsync(Resource, Parameters);

        (error.Name, error.Cause).Should().Be(("EventBridge.FailedEntry", Recorded));
    }

    protected override IServiceIntegration Over(AwsHttp http) => new EventBridgeIntegration(http);
}
