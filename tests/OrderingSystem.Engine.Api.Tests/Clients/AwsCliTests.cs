using System.Text.Json;
using OrderingSystem.Engine.Api.Tests.Fakes;

namespace OrderingSystem.Engine.Api.Tests.Clients;

/// <summary>The AWS CLI, unchanged, against the wire API. Skipped, and said so, where no CLI is installed.</summary>
public sealed class AwsCliTests
{
    [Fact]
    public async Task Cli_SignedByItself_IsUnderstoodAndUnderstands()
    {
        await using var server = await EngineApiServer.StartAsync();
        const string input = """{"city": "Zürich", "emoji": "😀"}""";

        var started = await RunAsync(server, "start-execution", "--state-machine-arn", FakeEngine.StateMachineArn, "--name", "o-1", "--input", input);

        started.ExitCode.Should().Be(0, started.Error);
        using var answer = JsonDocument.Parse(started.Output);
        answer.RootElement.GetProperty("executionArn").GetString().Should().Be(FakeEngine.ExecutionArn);
        server.Engine.Calls.Should().ContainSingle().Which.Should().Equal(new StartExecutionRequest(FakeEngine.StateMachineArn, "o-1", input));
    }

    [Fact]
    public async Task Cli_Refused_ShowsTheServicesCodeAndMessage()
    {
        await using var server = await EngineApiServer.StartAsync();
        server.Engine.Refusal = StepFunctionsException.TaskTimedOut();

        var sent = await RunAsync(server, "send-task-success", "--task-token", "t", "--task-output", "{}");

        sent.ExitCode.Should().NotBe(0);
        sent.Error.Should().Contain("An error occurred (TaskTimedOut) when calling the SendTaskSuccess operation: Task Timed Out: 'Provided task does not exist anymore'");
    }

    private static Task<(int ExitCode, string Output, string Error)> RunAsync(EngineApiServer server, params string[] arguments) =>
        AwsCli.RunAsync(server.Address, EngineApiServer.AccessKeyId, EngineApiServer.SecretAccessKey, arguments);
}
