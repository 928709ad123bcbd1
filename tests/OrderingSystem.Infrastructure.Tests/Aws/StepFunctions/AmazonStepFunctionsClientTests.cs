using System.Net;
using Amazon.Runtime;
using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;
using Microsoft.Extensions.Time.Testing;

namespace OrderingSystem.Infrastructure.Tests.Aws.StepFunctions;

public sealed class AmazonStepFunctionsClientTests : IDisposable
{
    private const string ExecutionArn = "arn:aws:states:eu-west-1:123456789012:execution:order:o-1";
    private const string StateMachineArn = "arn:aws:states:eu-west-1:123456789012:stateMachine:order";
    private const string Started = """{"executionArn":"arn:aws:states:eu-west-1:123456789012:execution:order:o-1","startDate":1767323045.25}""";

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly StubTransport _transport = new();

    public void Dispose() => _transport.Dispose();

    [Fact]
    public async Task StartExecution_Named_SendsTheWireRequestAndReadsTheAnswer()
    {
        _transport.Answers(HttpStatusCode.OK, Started, ("x-amzn-RequestId", "r-1"));
        using var client = _transport.CreateClient(_clock);

        var response = await client.StartExecutionAsync(new StartExecutionRequest { StateMachineArn = StateMachineArn, Name = "o-1", Input = """{"note":"ä"}""" });

        response.ExecutionArn.Should().Be(ExecutionArn);
        response.StartDate.Should().Be(new DateTime(2026, 1, 2, 3, 4, 5, 250, DateTimeKind.Utc));
        response.HttpStatusCode.Should().Be(HttpStatusCode.OK);
        response.ResponseMetadata.RequestId.Should().Be("r-1");
        var sent = _transport.Requests.Should().ContainSingle().Subject;
        sent.Uri.Should().Be(new Uri("http://127.0.0.1:8083/"));
        sent.Headers["X-Amz-Target"].Should().Be("AWSStepFunctions.StartExecution");
        sent.Headers["Content-Type"].Should().Be("application/x-amz-json-1.0");
        using var body = System.Text.Json.JsonDocument.Parse(sent.Body);
        body.RootElement.EnumerateObject().Select(property => property.Name).Should().BeEquivalentTo("input", "name", "stateMachineArn");
        body.RootElement.GetProperty("input").GetString().Should().Be("""{"note":"ä"}""");
    }

    [Theory]
    [InlineData(null, "content-type;host;x-amz-content-sha256;x-amz-date;x-amz-target", "931356d91a04b539d901bc5e4532d733411deb466709937e27f23b654e5312b5")]
    [InlineData("a-session-token", "content-type;host;x-amz-content-sha256;x-amz-date;x-amz-security-token;x-amz-target", "111981abf339b8e939ab6df91a328c003c756d4486ffa19a83559bc4ea1695a0")]
    public async Task Signature_FixedTimeAndCredentials_IsTheKnownAnswer(string? sessionToken, string signedHeaders, string signature)
    {
        _transport.Answers(HttpStatusCode.OK, "{}");
        const string accessKey = "AKIDEXAMPLE";
        const string secretKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
        AWSCredentials credentials = sessionToken is null
            ? new BasicAWSCredentials(accessKey, secretKey)
            : new SessionAWSCredentials(accessKey, secretKey, sessionToken);
        using var client = _transport.CreateClient(_clock, credentials);

        await client.DescribeStateMachineAsync(new DescribeStateMachineRequest { StateMachineArn = StateMachineArn });

        _transport.Requests[0].Headers["Authorization"].Should().Be(
            $"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260102/eu-west-1/states/aws4_request, SignedHeaders={signedHeaders}, Signature={signature}");
    }

    [Theory]
    [InlineData("ExecutionAlreadyExists", typeof(ExecutionAlreadyExistsException))]
    [InlineData("com.amazonaws.swf.service.v2.model#ExecutionDoesNotExist", typeof(ExecutionDoesNotExistException))]
    [InlineData("InvalidToken", typeof(InvalidTokenException))]
    [InlineData("TaskTimedOut", typeof(TaskTimedOutException))]
    [InlineData("TaskDoesNotExist", typeof(TaskDoesNotExistException))]
    [InlineData("ValidationException", typeof(ValidationException))]
    [InlineData("SomethingNew", typeof(AmazonStepFunctionsException))]
    public async Task Refusal_ByCode_IsTheModelledException(string type, Type exception)
    {
        _transport.Answers(HttpStatusCode.BadRequest, $$"""{"__type":"{{type}}","message":"No: 'x'"}""", ("x-amzn-RequestId", "r-2"));
        using var client = _transport.CreateClient(_clock);

        var call = () => client.DescribeExecutionAsync(new DescribeExecutionRequest { ExecutionArn = ExecutionArn });

        var refusal = (await call.Should().ThrowAsync<AmazonStepFunctionsException>()).Which;
        refusal.Should().BeOfType(exception);
        refusal.Message.Should().Be("No: 'x'");
        refusal.ErrorCode.Should().Be(type[(type.IndexOf('#', StringComparison.Ordinal) + 1)..]);
        refusal.RequestId.Should().Be("r-2");
        refusal.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        _transport.Requests.Should().HaveCount(1);
    }

    [Fact]
    public async Task StartExecution_NamedAndServiceFails_IsSentAgainAndSignedAnew()
    {
        _transport.Answers(HttpStatusCode.ServiceUnavailable, "<html>").Fails(new HttpRequestException(HttpRequestError.ResponseEnded)).Answers(HttpStatusCode.OK, Started);
        using var client = _transport.CreateClient(_clock);

        var response = await client.StartExecutionAsync(new StartExecutionRequest { StateMachineArn = StateMachineArn, Name = "o-1" });

        response.ExecutionArn.Should().Be(ExecutionArn);
        _transport.Requests.Should().HaveCount(3);
    }

    [Fact]
    public async Task StartExecution_UnnamedAndAnswerLost_IsNotSentAgain()
    {
        _transport.Fails(new HttpRequestException(HttpRequestError.ResponseEnded));
        using var client = _transport.CreateClient(_clock);

        var call = () => client.StartExecutionAsync(new StartExecutionRequest { StateMachineArn = StateMachineArn });

        (await call.Should().ThrowAsync<AmazonStepFunctionsException>()).WithInnerException<HttpRequestException>();
        _transport.Requests.Should().HaveCount(1);
    }

    [Fact]
    public async Task SendTaskSuccess_ConnectionRefusedOrThrottled_IsSentAgain()
    {
        _transport.Fails(new HttpRequestException(HttpRequestError.ConnectionError))
            .Answers(HttpStatusCode.BadRequest, """{"__type":"ThrottlingException","message":"Rate exceeded"}""")
            .Answers(HttpStatusCode.OK, "{}");
        using var client = _transport.CreateClient(_clock);

        await client.SendTaskSuccessAsync(new SendTaskSuccessRequest { TaskToken = "t", Output = "{}" });

        _transport.Requests.Should().HaveCount(3);
    }

    [Fact]
    public async Task Retries_Exhausted_ThrowTheLastFailure()
    {
        _transport.Answers(HttpStatusCode.InternalServerError, "{}").Answers(HttpStatusCode.InternalServerError, "{}").Answers(HttpStatusCode.BadGateway, "{}");
        using var client = _transport.CreateClient(_clock);

        var call = () => client.ListStateMachinesAsync(new ListStateMachinesRequest());

        (await call.Should().ThrowAsync<AmazonStepFunctionsException>()).Which.StatusCode.Should().Be(HttpStatusCode.BadGateway);
    }

    [Fact]
    public async Task Attempt_OverItsTimeout_EndsWithTimeoutException()
    {
        _transport.Hangs();
        using var client = _transport.CreateClient(_clock, configure: config =>
        {
            config.Timeout = TimeSpan.FromSeconds(5);
            config.MaxErrorRetry = 0;
        });

        var call = client.DescribeExecutionAsync(new DescribeExecutionRequest { ExecutionArn = ExecutionArn });
        _clock.Advance(TimeSpan.FromSeconds(5));

        var waiting = () => call;
        (await waiting.Should().ThrowAsync<AmazonStepFunctionsException>()).WithInnerException<TimeoutException>();
    }

    [Fact]
    public async Task Caller_Cancels_OperationCanceledPasses()
    {
        _transport.Hangs();
        using var client = _transport.CreateClient(_clock);
        using var cancellation = new CancellationTokenSource();

        var call = client.DescribeExecutionAsync(new DescribeExecutionRequest { ExecutionArn = ExecutionArn }, cancellation.Token);
        await cancellation.CancelAsync();

        var waiting = () => call;
        await waiting.Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Answer_NotJson_SaysSo()
    {
        _transport.Answers(HttpStatusCode.OK, "<html>");
        using var client = _transport.CreateClient(_clock);

        var call = () => client.DescribeExecutionAsync(new DescribeExecutionRequest { ExecutionArn = ExecutionArn });

        await call.Should().ThrowAsync<AmazonStepFunctionsException>().WithMessage("DescribeExecution: the answer of 127.0.0.1:8083 is not what*");
    }

    [Fact]
    public async Task RedriveExecution_WithoutClientToken_KeepsOneTokenOverItsRetries()
    {
        _transport.Answers(HttpStatusCode.InternalServerError, "{}").Answers(HttpStatusCode.OK, """{"redriveDate":1}""");
        using var client = _transport.CreateClient(_clock);

        await client.RedriveExecutionAsync(new RedriveExecutionRequest { ExecutionArn = ExecutionArn });

        _transport.Requests[0].Body.Should().Contain("clientToken").And.Be(_transport.Requests[1].Body);
    }

    [Fact]
    public async Task GetExecutionHistory_Page_ReadsTypesDetailsAndToken()
    {
        _transport.Answers(HttpStatusCode.OK, """
            {"events":[
              {"timestamp":1.7673230451E9,"type":"ExecutionStarted","id":1,"previousEventId":0,
               "executionStartedEventDetails":{"input":"{}","inputDetails":{"truncated":false},"roleArn":"arn:aws:iam::123456789012:role/r"}},
              {"timestamp":1767323046,"type":"TaskFailed","id":5,"previousEventId":4,
               "taskFailedEventDetails":{"resourceType":"lambda","resource":"invoke","error":"E","cause":"C"}},
              {"timestamp":1767323046,"type":"AddedLater","id":6,"previousEventId":5}],
             "nextToken":"n"}
            """);
        using var client = _transport.CreateClient(_clock);

        var response = await client.GetExecutionHistoryAsync(new GetExecutionHistoryRequest { ExecutionArn = ExecutionArn, MaxResults = 3, ReverseOrder = false });

        response.NextToken.Should().Be("n");
        response.Events.Select(e => e.Type.Value).Should().Equal("ExecutionStarted", "TaskFailed", "AddedLater");
        response.Events[0].Timestamp.Should().Be(new DateTime(2026, 1, 2, 3, 4, 5, 100, DateTimeKind.Utc));
        response.Events[0].ExecutionStartedEventDetails!.InputDetails!.Truncated.Should().BeFalse();
        response.Events[1].Type.Should().BeSameAs(HistoryEventType.TaskFailed);
        response.Events[1].TaskFailedEventDetails!.Error.Should().Be("E");
        _transport.Requests[0].Body.Should().Contain("\"maxResults\":3").And.Contain("\"reverseOrder\":false");
    }

    [Fact]
    public async Task DescribeExecution_Status_IsTheConstant()
    {
        _transport.Answers(HttpStatusCode.OK, $$"""{"executionArn":"{{ExecutionArn}}","status":"TIMED_OUT","redriveStatus":"REDRIVABLE","redriveCount":2}""");
        using var client = _transport.CreateClient(_clock);

        var response = await client.DescribeExecutionAsync(new DescribeExecutionRequest { ExecutionArn = ExecutionArn });

        (response.Status == ExecutionStatus.TIMED_OUT).Should().BeTrue();
        (response.RedriveStatus == ExecutionRedriveStatus.REDRIVABLE).Should().BeTrue();
        response.RedriveCount.Should().Be(2);
    }

    [Fact]
    public async Task Endpoint_WithRegionAlone_IsTheRegionsOwn()
    {
        _transport.Answers(HttpStatusCode.OK, "{}");
        using var client = _transport.CreateClient(_clock, configure: config =>
        {
            config.AuthenticationRegion = null;
            config.RegionEndpoint = Amazon.RegionEndpoint.CNNorth1;
        });

        await client.ListStateMachinesAsync(new ListStateMachinesRequest());

        _transport.Requests[0].Uri.Should().Be(new Uri("https://states.cn-north-1.amazonaws.com.cn/"));
        _transport.Requests[0].Headers["Authorization"].Should().Contain("/cn-north-1/states/aws4_request");
    }
}
