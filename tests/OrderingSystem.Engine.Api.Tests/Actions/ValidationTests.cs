using System.Net;
using System.Text.Json;
using OrderingSystem.Engine.Api.Tests.Fakes;

namespace OrderingSystem.Engine.Api.Tests.Actions;

/// <summary>What the door refuses, with the messages that AWS was recorded to answer with where a recording exists.</summary>
public sealed class ValidationTests : IAsyncLifetime
{
    private EngineApiServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await EngineApiServer.StartAsync(options => options.Authentication = EngineApiAuthentication.None);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("DescribeExecution", "{}", "ValidationException", "1 validation error detected: Value null at 'executionArn' failed to satisfy constraint: Member must not be null")]
    [InlineData("SendTaskSuccess", "{}", "ValidationException", "2 validation errors detected: Value null at 'taskToken' failed to satisfy constraint: Member must not be null; Value null at 'output' failed to satisfy constraint: Member must not be null")]
    [InlineData("ListStateMachines", """{"maxResults":1001}""", "ValidationException", "1 validation error detected: Value '1001' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 1000")]
    [InlineData("ListStateMachines", """{"maxResults":-1}""", "ValidationException", "1 validation error detected: Value '-1' at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 0")]
    [InlineData("ListStateMachines", """{"nextToken":""}""", "ValidationException", "1 validation error detected: Value '' at 'nextToken' failed to satisfy constraint: Member must have length greater than or equal to 1")]
    [InlineData("ListExecutions", """{"stateMachineArn":"a","statusFilter":"succeeded"}""", "ValidationException", "1 validation error detected: Value 'succeeded' at 'statusFilter' failed to satisfy constraint: Member must satisfy enum value set: [SUCCEEDED, TIMED_OUT, PENDING_REDRIVE, ABORTED, FAILED, RUNNING]")]
    [InlineData("ListExecutions", """{"stateMachineArn":"invalid_state_machine_arn"}""", "InvalidArn", "Invalid Arn: 'Invalid ARN prefix: invalid_state_machine_arn'")]
    [InlineData("DescribeExecution", """{"executionArn":"invalid_state_machine_arn"}""", "InvalidArn", "Invalid Arn: 'Invalid ARN prefix: invalid_state_machine_arn'")]
    [InlineData("GetExecutionHistory", """{"executionArn":"arn:aws:states:us-east-1:1:express:a:b:c"}""", "InvalidArn", "Invalid Arn: 'Resource type not valid in this context: express'")]
    [InlineData("StopExecution", """{"executionArn":"arn:aws:states:us-east-1:1:express:a:b:c"}""", "InvalidArn", "Invalid Arn: 'Resource type not valid in this context: express'")]
    [InlineData("DescribeStateMachine", """{"stateMachineArn":"not_a_valid_arn"}""", "InvalidArn", "Invalid Arn: 'Invalid ARN prefix: not_a_valid_arn'")]
    [InlineData("RedriveExecution", """{"executionArn":"a","clientToken":"ä"}""", "ValidationException", "1 validation error detected: Value 'ä' at 'clientToken' failed to satisfy constraint: Member must satisfy regular expression pattern: [!-~]+")]
    [InlineData("CreateStateMachine", """{"name":"a","definition":"{}","roleArn":"role/r"}""", "InvalidArn", "Invalid Role Arn: 'role/r'")]
    [InlineData("UpdateStateMachine", """{"stateMachineArn":"arn:aws:states:us-east-1:1:stateMachine:a","roleArn":"arn:aws:iam::1:user/u"}""", "InvalidArn", "Invalid Role Arn: 'arn:aws:iam::1:user/u'")]
    [InlineData("CreateStateMachine", """{"name":"a","definition":"{}","roleArn":"arn:aws:iam::123456789012:role/r","versionDescription":"v"}""", "ValidationException", "Version description can only be set when publish is true")]
    [InlineData("CreateStateMachine", """{"name":"a","definition":"","roleArn":"r"}""", "ValidationException", "1 validation error detected: Value at 'definition' failed to satisfy constraint: Member must have length greater than or equal to 1")]
    [InlineData("CreateStateMachine", """{"name":"a","definition":"{}","roleArn":"r","loggingConfiguration":{"level":"SOME"}}""", "ValidationException", "1 validation error detected: Value 'SOME' at 'loggingConfiguration.level' failed to satisfy constraint: Member must satisfy enum value set: [ALL, ERROR, FATAL, OFF]")]
    [InlineData("UpdateStateMachine", """{"stateMachineArn":"arn:aws:states:us-east-1:1:stateMachine:a"}""", "MissingRequiredParameter", "Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified")]
    public async Task Request_BreaksAConstraint_IsRefusedInTheServicesWords(string operation, string body, string code, string message)
    {
        var (status, answer, _) = await _server.PostAsync(operation, body);

        status.Should().Be(HttpStatusCode.BadRequest);
        using var document = JsonDocument.Parse(answer);
        document.RootElement.GetProperty("__type").GetString().Should().Be(code);
        document.RootElement.GetProperty("message").GetString().Should().Be(message);
        _server.Engine.Calls.Should().BeEmpty();
    }

    [Theory]
    [InlineData(80, true)]
    [InlineData(81, false)]
    public async Task StartExecution_NameLength_IsAtMost80(int length, bool isTaken)
    {
        var (status, _, _) = await _server.PostAsync("StartExecution", $$"""{"stateMachineArn":"{{FakeEngine.StateMachineArn}}","name":"{{new string('n', length)}}"}""");

        status.Should().Be(isTaken ? HttpStatusCode.OK : HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData(262_144, true)]
    [InlineData(262_145, false)]
    public async Task StartExecution_InputLength_IsTheQuotaAndNotRepeated(int length, bool isTaken)
    {
        var (status, answer, _) = await _server.PostAsync("StartExecution", $$"""{"stateMachineArn":"{{FakeEngine.StateMachineArn}}","input":"{{new string('1', length)}}"}""");

        status.Should().Be(isTaken ? HttpStatusCode.OK : HttpStatusCode.BadRequest);
        answer.Length.Should().BeLessThan(400);
    }

    [Fact]
    public async Task StartExecution_ForbiddenCharacters_AreInvalidName()
    {
        foreach (var c in "}/<|{?\"#&:;~\\`]^%[,$>* \t\n\0\u007f\u0085\u00a0\u2028\ud83d")
        {
            var escaped = c == '\ud83d' ? "\\ud83d\\ude00" : $"\\u{(int)c:x4}";

            var (status, answer, _) = await _server.PostAsync("StartExecution", $$"""{"stateMachineArn":"{{FakeEngine.StateMachineArn}}","name":"a{{escaped}}b"}""");

            status.Should().Be(HttpStatusCode.BadRequest);
            answer.Should().Contain("InvalidName", $"U+{(int)c:X4} is forbidden");
        }

        _server.Engine.Calls.Should().BeEmpty();
    }

    [Theory]
    [InlineData("a.b-c_d")]
    [InlineData("Ünïcode-名前")]
    [InlineData("a=b@c(d)!'+")]
    public async Task StartExecution_AllowedCharacters_AreTaken(string name)
    {
        var (status, _, _) = await _server.PostAsync("StartExecution", $$"""{"stateMachineArn":"{{FakeEngine.StateMachineArn}}","name":"{{name}}"}""");

        status.Should().Be(HttpStatusCode.OK);
    }
}
