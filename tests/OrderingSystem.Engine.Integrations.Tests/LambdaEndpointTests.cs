using System.Net;
using OrderingSystem.Engine.Integrations.Aws;
using OrderingSystem.Engine.Integrations.Lambda;
using OrderingSystem.Engine.Integrations.Tests.Contracts;
using OrderingSystem.Engine.Integrations.Tests.Fakes;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.Engine.Integrations.Tests;

/// <summary>Functions outside this process, in the words of Lambda's Invoke API.</summary>
public sealed class LambdaEndpointTests : HttpServiceContract
{
    private const string Function = "arn:aws:lambda:us-east-1:123456789012:function:book";

    protected override string Resource => "arn:aws:states:::lambda:invoke";

    protected override string Variable => "LAMBDA_ENDPOINT";

    protected override string Prefix => "Lambda";

    protected override string Parameters => """{"FunctionName":"book","Payload":{"a":1}}""";

    [Fact]
    public async Task Invoke_ByName_SendsThePayloadAndWrapsTheResult()
    {
        var transport = ScriptedTransport.Answering(
            HttpStatusCode.OK, """{"booked": true}""", ("X-Amz-Executed-Version", "7"), ("x-amzn-RequestId", "r-1"), ("Content-Type", "application/json"));
        using var http = ServiceCalls.Http(Variable, "http://127.0.0.1:3001/base", transport);

        var answer = await Over(http).SucceedAsync(Resource + ".waitForTaskToken", """{"FunctionName":"book","Qualifier":"live","InvocationType":"RequestResponse","Payload":{"a":1}}""");

        var sent = transport.Requests.Should().ContainSingle().Which;
        sent.Uri.Should().Be(new Uri("http://127.0.0.1:3001/base/2015-03-31/functions/book/invocations?Qualifier=live"));
        (sent.Body, sent.Headers["X-Amz-Invocation-Type"]).Should().Be(("""{"a":1}""", "RequestResponse"));
        answer.Select(member => member.Key).Should().Equal("ExecutedVersion", "Payload", "SdkHttpMetadata", "SdkResponseMetadata", "StatusCode");
        answer["Payload"]!.ToString().Should().Be("""{"booked":true}""");
        answer["ExecutedVersion"].Should().Be(JsonValue.Of("7"));
    }

    [Fact]
    public async Task Invoke_FunctionAsTheResource_ResultIsTheFunctionsOwn()
    {
        var transport = ScriptedTransport.Answering(HttpStatusCode.OK, "[1, 2]");
        using var http = ServiceCalls.Http(Variable, "http://127.0.0.1:3001", transport);

        var result = await Over(http).CallAsync(Function, """{"a":1}""");

        result.Should().Be(ServiceResult.Success(Payload.FromText("[1, 2]")));
        transport.Requests.Should().ContainSingle().Which.Uri.AbsolutePath.Should().Be($"/2015-03-31/functions/{Uri.EscapeDataString(Function)}/invocations");
    }

    [Theory]
    [InlineData("""{"errorMessage":"down","errorType":"CarrierUnavailableException","stackTrace":[]}""", "CarrierUnavailableException")]
    [InlineData("""{"errorMessage":"2026-01-01T00:00:00Z Task timed out after 3.00 seconds"}""", "Lambda.Unknown")]
    [InlineData("not json", "Lambda.Unknown")]
    public async Task Invoke_FunctionFails_ErrorIsItsTypeAndCauseItsWholeDescription(string body, string error)
    {
        using var http = ServiceCalls.Http(Variable, "http://127.0.0.1", ScriptedTransport.Answering(HttpStatusCode.OK, body, ("X-Amz-Function-Error", "Unhandled")));

        var failure = await Over(http).FailAsync(Resource, Parameters);

        (failure.Name, failure.Cause).Should().Be((error, body));
    }

    [Theory]
    [InlineData(404, "ResourceNotFoundException", "Lambda.ResourceNotFoundException")]
    [InlineData(429, "TooManyRequestsException", "Lambda.TooManyRequestsException")]
    [InlineData(403, "AccessDeniedException", "Lambda.AWSLambdaException")]
    public async Task Invoke_Refused_IsNamedAsTheServiceNamesIt(int status, string code, string error)
    {
        using var http = ServiceCalls.Http(Variable, "http://127.0.0.1", ScriptedTransport.Answering(
            (HttpStatusCode)status, """{"Type":"User","Message":"Function not found: arn:f"}""", ("x-amzn-ErrorType", code + ":http://internal.amazon.com/"), ("x-amzn-RequestId", "r-1")));

        var failure = await Over(http).FailAsync(Resource, Parameters);

        (failure.Name, failure.Cause).Should().Be((error, $"Function not found: arn:f (Service: AWSLambda; Status Code: {status}; Error Code: {code}; Request ID: r-1; Proxy: null)"));
    }

    [Fact]
    public async Task Invoke_FunctionOfThisProcess_IsNotAskedForElsewhere()
    {
        using var http = ServiceCalls.Http(Variable, "http://127.0.0.1", ScriptedTransport.Failing());
        var functions = new Dictionary<string, LambdaHandler>(StringComparer.Ordinal) { ["book"] = (payload, _) => Task.FromResult(payload.ToArray()) };
        var integration = new LambdaIntegration(new InProcessLambdaInvoker(functions), new LambdaEndpoint(http));

        (await integration.CallAsync(Function, "7")).Should().Be(ServiceResult.Success(Payload.FromText("7")));
    }

    protected override IServiceIntegration Over(AwsHttp http) =>
        new LambdaIntegration(new InProcessLambdaInvoker(new Dictionary<string, LambdaHandler>(StringComparer.Ordinal)), new LambdaEndpoint(http));
}
