using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Amazon.StepFunctions;
using OrderingSystem.Engine.Api.Tests.Fakes;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;
using Sfn = Amazon.StepFunctions.Model;

namespace OrderingSystem.Engine.Api.Tests.Protocol;

public sealed class JsonProtocolTests
{
    private static readonly Action<EngineApiOptions> Open = options => options.Authentication = EngineApiAuthentication.None;

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AWSStepFunctions")]
    [InlineData("AWSStepFunctions.")]
    [InlineData("AWSStepFunctions.StartExecutions")]
    [InlineData("awsstepfunctions.StartExecution")]
    [InlineData("DynamoDB_20120810.StartExecution")]
    public async Task Target_Unknown_IsUnknownOperation(string? target)
    {
        await using var server = await EngineApiServer.StartAsync(Open);

        var (status, body, requestId) = await server.PostAsync(target, "{}"u8.ToArray());

        status.Should().Be(HttpStatusCode.BadRequest);
        body.Should().Be("""{"__type":"UnknownOperationException"}""");
        Guid.TryParse(requestId, out _).Should().BeTrue();
        server.Engine.Calls.Should().BeEmpty();
    }

    [Theory]
    [InlineData("POST", "text/plain")]
    [InlineData("POST", "application/x-www-form-urlencoded")]
    [InlineData("POST", "")]
    [InlineData("GET", "")]
    [InlineData("PUT", "application/x-amz-json-1.0")]
    public async Task Request_OtherMethodOrContentType_IsNotFound(string method, string contentType)
    {
        await using var server = await EngineApiServer.StartAsync(Open);

        var (status, _, _) = await server.PostAsync("AWSStepFunctions.ListStateMachines", "{}"u8.ToArray(), contentType, new HttpMethod(method));

        status.Should().Be(HttpStatusCode.NotFound);
        server.Engine.Calls.Should().BeEmpty();
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"maxResults":1""")]
    [InlineData("""{"maxResults":1}}""")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("1")]
    [InlineData("\"{}\"")]
    [InlineData("\0")]
    [InlineData("""{"maxResults":01}""")]
    [InlineData("""{"maxResults":1e999999}""", HttpStatusCode.BadRequest, "ValidationException")]
    [InlineData("""{"nextToken":"\ud800"}""")]
    [InlineData("""{"nextToken":1}""")]
    [InlineData("""{"nextToken":["a"]}""")]
    [InlineData("""{"maxResults":"1"}""")]
    [InlineData("""{"maxResults":{}}""")]
    [InlineData("""{"maxResults":true}""")]
    public async Task Body_NotOfTheOperationsShape_IsRefused(string body, HttpStatusCode status = HttpStatusCode.BadRequest, string code = "SerializationException")
    {
        await using var server = await EngineApiServer.StartAsync(Open);

        var (actual, answer, _) = await server.PostAsync("ListStateMachines", body);

        actual.Should().Be(status);
        CodeOf(answer).Should().Be(code);
        server.Engine.Calls.Should().BeEmpty();
    }

    [Fact]
    public async Task Body_NotUtf8_IsRefused()
    {
        await using var server = await EngineApiServer.StartAsync(Open);

        var (status, answer, _) = await server.PostAsync("AWSStepFunctions.ListStateMachines", [.. "{\"nextToken\":\""u8, 0xC3, 0x28, .. "\"}"u8]);

        status.Should().Be(HttpStatusCode.BadRequest);
        CodeOf(answer).Should().Be("SerializationException");
    }

    [Fact]
    public async Task Body_NestedDeeply_IsRefused()
    {
        await using var server = await EngineApiServer.StartAsync(Open);

        var (status, answer, _) = await server.PostAsync("ListStateMachines", string.Concat(Enumerable.Repeat("{\"a\":", 100_000)));

        status.Should().Be(HttpStatusCode.BadRequest);
        CodeOf(answer).Should().Be("SerializationException");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"maxResults":null,"nextToken":null}""")]
    [InlineData("""{"unknown":{"a":[1]},"maxResults":0}""")]
    public async Task Body_WithNothingToSay_IsTaken(string body)
    {
        await using var server = await EngineApiServer.StartAsync(Open);

        var (status, _, _) = await server.PostAsync("ListStateMachines", body);

        status.Should().Be(HttpStatusCode.OK);
        server.Engine.Calls.Should().ContainSingle().Which.Should().Equal(new PageRequest(0, null));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Body_OverTheLimit_IsTooLarge(bool isLengthKnown)
    {
        await using var server = await EngineApiServer.StartAsync(Open);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, server.Address) { Content = new ByteArrayContent(new byte[(2 * 1024 * 1024) + 1]) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/x-amz-json-1.0");
        request.Headers.TryAddWithoutValidation("X-Amz-Target", "AWSStepFunctions.ListStateMachines");
        request.Headers.TransferEncodingChunked = !isLengthKnown;

        using var response = await http.SendAsync(request);

        response.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        CodeOf(await response.Content.ReadAsStringAsync()).Should().Be("RequestEntityTooLargeException");
    }

    [Fact]
    public async Task Body_AtTheLimit_IsTaken()
    {
        await using var server = await EngineApiServer.StartAsync(Open);
        var body = "{}".PadRight(2 * 1024 * 1024);

        var (status, _, _) = await server.PostAsync("ListStateMachines", body);

        status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Body_ShorterThanItsLength_ConnectionEndsAndServerGoesOn()
    {
        await using var server = await EngineApiServer.StartAsync(Open);
        using (var socket = new TcpClient(server.Address.Host, server.Address.Port))
        {
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-amz-json-1.0\r\nX-Amz-Target: AWSStepFunctions.ListStateMachines\r\nContent-Length: 100\r\n\r\n{}"));
        }

        var (status, _, _) = await server.PostAsync("ListStateMachines", "{}");

        status.Should().Be(HttpStatusCode.OK);
        server.Logs.Entries.Should().NotContain(entry => entry.Level >= LogLevel.Error);
    }

    [Fact]
    public async Task Engine_Refuses_CodeAndMessageReachTheClient()
    {
        await using var server = await EngineApiServer.StartAsync();
        server.Engine.Refusal = StepFunctionsException.ExecutionDoesNotExist(FakeEngine.ExecutionArn);
        using var client = server.CreateClient();

        var call = () => client.DescribeExecutionAsync(new Sfn.DescribeExecutionRequest { ExecutionArn = FakeEngine.ExecutionArn });

        var refusal = (await call.Should().ThrowAsync<Sfn.ExecutionDoesNotExistException>()).Which;
        refusal.Message.Should().Be($"Execution Does Not Exist: '{FakeEngine.ExecutionArn}'");
        refusal.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        refusal.RequestId.Should().NotBeNullOrEmpty();
    }

    [Fact]
    public async Task Engine_FailsByABug_IsInternalFailureLoggedOnceWithoutItsDetails()
    {
        await using var server = await EngineApiServer.StartAsync(Open);
        server.Engine.Refusal = new InvalidOperationException("the cause inside");

        var (status, body, requestId) = await server.PostAsync("ListStateMachines", "{}");

        status.Should().Be(HttpStatusCode.InternalServerError);
        CodeOf(body).Should().Be("InternalFailure");
        body.Should().NotContain("the cause inside");
        server.Logs.Entries.Where(entry => entry.Level == LogLevel.Error).Should().ContainSingle().Which.Text.Should().Contain("the cause inside").And.Contain(requestId);
    }

    [Fact]
    public async Task Engine_Stops_IsServiceUnavailableAndNoError()
    {
        await using var server = await EngineApiServer.StartAsync(Open);
        server.Engine.Refusal = new OperationCanceledException();

        var (status, body, _) = await server.PostAsync("ListStateMachines", "{}");

        status.Should().Be(HttpStatusCode.ServiceUnavailable);
        CodeOf(body).Should().Be("ServiceUnavailable");
        server.Logs.Entries.Should().NotContain(entry => entry.Level >= LogLevel.Error);
    }

    [Fact]
    public async Task Connection_ResetWithinTheBody_IsNoErrorOfOurs()
    {
        await using var server = await EngineApiServer.StartAsync(Open);
        for (var i = 0; i < 20; i++)
        {
            using var socket = new TcpClient(server.Address.Host, server.Address.Port) { LingerState = new LingerOption(enable: true, seconds: 0) };
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-amz-json-1.0\r\nX-Amz-Target: AWSStepFunctions.ListStateMachines\r\nContent-Length: 100\r\n\r\n{"));
        }

        var (status, _, _) = await server.PostAsync("ListStateMachines", "{}");

        status.Should().Be(HttpStatusCode.OK);
        server.Logs.Entries.Should().NotContain(entry => entry.Level >= LogLevel.Error);
    }

    [Fact]
    public async Task Authentication_WrongSecret_IsInvalidSignatureAndReachesNoEngine()
    {
        await using var server = await EngineApiServer.StartAsync();
        using var client = server.CreateClient(secretAccessKey: "wrong");

        var call = () => client.ListStateMachinesAsync(new Sfn.ListStateMachinesRequest());

        (await call.Should().ThrowAsync<AmazonStepFunctionsException>()).Which.ErrorCode.Should().Be("InvalidSignatureException");
        server.Engine.Calls.Should().BeEmpty();
    }

    [Fact]
    public async Task Authentication_Unsigned_IsMissingAuthenticationToken()
    {
        await using var server = await EngineApiServer.StartAsync();

        var (status, body, _) = await server.PostAsync("ListStateMachines", "{}");

        status.Should().Be(HttpStatusCode.BadRequest);
        CodeOf(body).Should().Be("MissingAuthenticationTokenException");
        server.Engine.Calls.Should().BeEmpty();
    }

    [Fact]
    public async Task Authentication_Stranger_IsRefusedBeforeTheBodyArrives()
    {
        await using var server = await EngineApiServer.StartAsync();
        using var socket = new TcpClient(server.Address.Host, server.Address.Port);
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-amz-json-1.0\r\nX-Amz-Target: AWSStepFunctions.ListStateMachines\r\nContent-Length: 100000\r\n\r\n{"));

        var buffer = new byte[4096];
        var length = await socket.GetStream().ReadAsync(buffer);

        Encoding.ASCII.GetString(buffer, 0, length).Should().StartWith("HTTP/1.1 400").And.Contain("MissingAuthenticationTokenException");
    }

    [Fact]
    public async Task TaskTokens_InRequests_AreNotLogged()
    {
        await using var server = await EngineApiServer.StartAsync(Open);
        server.Engine.Refusal = StepFunctionsException.TaskTimedOut();

        await server.PostAsync("SendTaskHeartbeat", """{"taskToken":"secret-token"}""");
        server.Engine.Refusal = new InvalidOperationException("bug");
        await server.PostAsync("SendTaskHeartbeat", """{"taskToken":"secret-token"}""");

        server.Logs.Entries.Should().NotBeEmpty().And.NotContain(entry => entry.Text.Contains("secret-token", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Requests_ManyAtOnce_AllAreAnswered()
    {
        await using var server = await EngineApiServer.StartAsync();
        using var client = server.CreateClient();
        server.Engine.Execution = server.Engine.Execution with { Status = StatesLanguage.Executions.ExecutionStatus.Running };

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => client.DescribeExecutionAsync(new Sfn.DescribeExecutionRequest { ExecutionArn = FakeEngine.ExecutionArn })));

        answers.Should().OnlyContain(answer => answer.Status == ExecutionStatus.RUNNING);
    }

    private static string? CodeOf(string body)
    {
        using var document = JsonDocument.Parse(body);
        return document.RootElement.GetProperty("__type").GetString();
    }
}
