using System.Net;
using System.Text;
using OrderingSystem.Engine.Integrations.Http;
using OrderingSystem.Engine.Integrations.Tests.Contracts;
using OrderingSystem.Engine.Integrations.Tests.Fakes;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.Engine.Integrations.Tests;

public sealed class HttpIntegrationTests : ServiceIntegrationContract
{
    private const string Connections =
        """
        {
          "basic": { "AuthorizationType": "BASIC", "AuthParameters": { "BasicAuthParameters": { "Username": "u", "Password": "p" },
            "InvocationHttpParameters": { "HeaderParameters": [ { "Key": "X-Always", "Value": "1" } ], "QueryStringParameters": [ { "Key": "v", "Value": "2" } ],
              "BodyParameters": [ { "Key": "tenant", "Value": "t" } ] } } },
          "key": { "AuthorizationType": "API_KEY", "AuthParameters": { "ApiKeyAuthParameters": { "ApiKeyName": "X-Api-Key", "ApiKeyValue": "k" } } },
          "oauth": { "AuthorizationType": "OAUTH_CLIENT_CREDENTIALS", "AuthParameters": { "OAuthParameters": {
            "AuthorizationEndpoint": "https://id.example.com/token", "HttpMethod": "POST", "ClientParameters": { "ClientID": "c", "ClientSecret": "s" } } } }
        }
        """;

    protected override string Resource => "arn:aws:states:::http:invoke";

    [Fact]
    public async Task Invoke_BasicConnection_SendsWhatTaskAndConnectionSay()
    {
        var transport = ScriptedTransport.Answering(HttpStatusCode.Created, """{"id": 7}""", ("Content-Type", "application/json; charset=utf-8"), ("X-Answer", "yes"));

        var answer = await Over(transport).SucceedAsync(Resource, Parameters("POST", "basic", """
            , "QueryParameters": { "q": "a b", "list": [ 1, 2 ] }, "Headers": { "X-Task": "t" }, "RequestBody": { "a": 1 }
            """));

        var sent = transport.Requests.Should().ContainSingle().Which;
        sent.Uri.AbsoluteUri.Should().Be("https://api.example.com/orders?x=1&q=a%20b&list=1&list=2&v=2");
        (sent.Headers["Authorization"], sent.Headers["X-Task"], sent.Headers["X-Always"]).Should().Be(("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("u:p")), "t", "1"));
        (sent.Body, sent.Headers["Content-Type"]).Should().Be(("""{"a":1,"tenant":"t"}""", "application/json; charset=utf-8"));
        answer["ResponseBody"]!.ToString().Should().Be("""{"id":7}""");
        (answer["StatusCode"], answer["StatusText"]).Should().Be((JsonValue.Of(201), JsonValue.Of("Created")));
        ((JsonObject)answer["Headers"]!)["x-answer"]!.ToString().Should().Be("""["yes"]""");
    }

    [Fact]
    public async Task Invoke_Always_NamesItselfAndBoundsTheAnswer()
    {
        var transport = ScriptedTransport.Answering(HttpStatusCode.OK, "{}");

        _ = await Over(transport).SucceedAsync(Resource, Parameters("GET", "key"));

        var sent = transport.Requests.Should().ContainSingle().Which;
        (sent.Headers["User-Agent"], sent.Headers["Range"]).Should().Be(("Amazon|StepFunctions|HttpInvoke|us-east-1", "bytes=0-262144"));
    }

    [Theory]
    [InlineData(true, "https://api.example.com/orders?x=1&v=2", "[X-Task: t, X-Always: 1, User-Agent: Amazon|StepFunctions|HttpInvoke|us-east-1, Range: bytes=0-262144, Authorization: Basic dTpw]", """{"a":1,"tenant":"t"}""")]
    [InlineData(false, "https://api.example.com/orders?x=1", "[X-Task: t, User-Agent: Amazon|StepFunctions|HttpInvoke|us-east-1, Range: bytes=0-262144]", """{"a":1}""")]
    public async Task Invoke_SomebodyLooks_IsShownWhatWasSentAndReceived(bool revealSecrets, string url, string headers, string body)
    {
        var transport = ScriptedTransport.Answering(HttpStatusCode.NotFound, "none", ("X-Answer", "yes"));
        HttpExchange? seen = null;
        var asked = ServiceCalls.Of(Resource, Parameters("POST", "basic", """, "Headers": { "X-Task": "t" }, "RequestBody": { "a": 1 }"""));
        var call = asked with { Inspection = new HttpInspection(exchange => seen = exchange, revealSecrets) };

        _ = await Over(transport).InvokeAsync(call, CancellationToken.None);

        (seen!.Request.Protocol, seen.Request.Method, seen.Request.Url, seen.Request.Body).Should().Be(("https", "POST", url, body));
        $"[{string.Join(", ", seen.Request.Headers.Select(header => $"{header.Key}: {header.Value}"))}]".Should().Be(headers);
        (seen.Response!.StatusCode, seen.Response.StatusMessage, seen.Response.Body).Should().Be((404, "Not Found", "none"));
        seen.Response.Headers.Should().Contain(new KeyValuePair<string, string>("x-answer", "yes"));
    }

    [Theory]
    [InlineData("INDICES", "a=1&b%5Bc%5D=x&d%5B0%5D=3&d%5B1%5D=4")]
    [InlineData("BRACKETS", "a=1&b%5Bc%5D=x&d%5B%5D=3&d%5B%5D=4")]
    [InlineData("REPEAT", "a=1&b%5Bc%5D=x&d=3&d=4")]
    [InlineData("COMMAS", "a=1&b%5Bc%5D=x&d=3%2C4")]
    public async Task Invoke_UrlEncodedBody_WritesArraysAsTold(string format, string expected)
    {
        var transport = ScriptedTransport.Answering(HttpStatusCode.OK, "text");

        var answer = await Over(transport).SucceedAsync(Resource, Parameters("POST", "key", $$$"""
            , "RequestBody": { "a": 1, "b": { "c": "x" }, "d": [ 3, 4 ] }, "Transform": { "RequestBodyEncoding": "URL_ENCODED", "RequestEncodingOptions": { "ArrayFormat": "{{{format}}}" } }
            """));

        var sent = transport.Requests.Should().ContainSingle().Which;
        (sent.Body, sent.Headers["X-Api-Key"]).Should().Be((expected, "k"));
        answer["ResponseBody"].Should().Be(JsonValue.Of("text"));
    }

    [Fact]
    public async Task Invoke_OAuthConnection_AsksForATokenOnceAndAgainAfterARefusal()
    {
        var tokens = 0;
        var transport = new ScriptedTransport((request, _) => Task.FromResult(request.RequestUri!.Host == "id.example.com"
            ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent($$"""{"access_token":"t{{++tokens}}","expires_in":3600}""") }
            : new HttpResponseMessage(request.Headers.Authorization!.Parameter == "t1" && tokens == 1 && request.Method == HttpMethod.Delete ? HttpStatusCode.Unauthorized : HttpStatusCode.OK)));
        var integration = Over(transport);

        _ = await integration.SucceedAsync(Resource, Parameters("GET", "oauth"));
        _ = await integration.SucceedAsync(Resource, Parameters("GET", "oauth"));
        var refused = await integration.FailAsync(Resource, Parameters("DELETE", "oauth"));
        _ = await integration.SucceedAsync(Resource, Parameters("DELETE", "oauth"));

        refused.Name.Should().Be("States.Http.StatusCode.401");
        transport.Requests.Where(request => request.Uri.Host == "id.example.com").Should().HaveCount(2)
            .And.OnlyContain(request => request.Body == "grant_type=client_credentials&client_id=c&client_secret=s");
        transport.Requests[^1].Headers["Authorization"].Should().Be("Bearer t2");
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable, "States.Http.StatusCode.503")]
    [InlineData(HttpStatusCode.NotFound, "States.Http.StatusCode.404")]
    [InlineData(HttpStatusCode.Redirect, "States.Http.StatusCode.302")]
    public async Task Invoke_NoSuccess_FailsWithTheStatusAndTheBody(HttpStatusCode status, string error)
    {
        var failure = await Over(ScriptedTransport.Answering(status, "sorry")).FailAsync(Resource, Parameters("GET", "key"));

        (failure.Name, failure.Cause).Should().Be((error, "sorry"));
    }

    [Fact]
    public async Task Invoke_NobodyAnswers_IsASocketError()
    {
        var failure = await Over(ScriptedTransport.Failing()).FailAsync(Resource, Parameters("GET", "basic"));

        (failure.Name, failure.Cause).Should().Be(("States.Http.Socket", "Name or service not known"));
    }

    [Theory]
    [InlineData("""{"ApiEndpoint":"https://a.example.com","Method":"GET","Authentication":{"ConnectionArn":"other"}}""", "*There is no connection 'other'*HTTP_CONNECTIONS*")]
    [InlineData("""{"ApiEndpoint":"http://a.example.com","Method":"GET","Authentication":{"ConnectionArn":"key"}}""", "*must be an https address*")]
    [InlineData("""{"ApiEndpoint":"https://a.example.com","Method":"FETCH","Authentication":{"ConnectionArn":"key"}}""", "*Method must be one of*")]
    public async Task Invoke_ParametersThatCannotBe_AreExplained(string parameters, string cause)
    {
        var failure = await Over(ScriptedTransport.Failing()).FailAsync(Resource, parameters);

        failure.Cause.Should().Match(cause);
    }

    [Theory]
    [InlineData("[]", "*CreateConnection*")]
    [InlineData("""{"a":{"AuthorizationType":"BASIC"}}""", "Connection 'a' needs AuthParameters.BasicAuthParameters*")]
    [InlineData("""{"a":{"AuthorizationType":"NTLM"}}""", "*'NTLM'*BASIC, API_KEY and OAUTH_CLIENT_CREDENTIALS*")]
    public void Connections_ThatAreWrong_AreExplained(string json, string message)
    {
        var parse = () => HttpConnections.Parse(json);

        parse.Should().Throw<FormatException>().WithMessage(message);
    }

    protected override IServiceIntegration Create() => Over(ScriptedTransport.Failing());

    private static HttpIntegration Over(HttpMessageHandler transport) => new(HttpConnections.Parse(Connections), transport);

    private static string Parameters(string method, string connection, string more = "") => $$$"""
        { "ApiEndpoint": "https://api.example.com/orders?x=1", "Method": "{{{method}}}",
          "InvocationConfig": { "ConnectionArn": "arn:aws:events:us-east-1:123456789012:connection/{{{connection}}}/0123" } {{{more}}} }
        """;
}
