using OrderingSystem.Engine.Api.Tests.Fakes;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.Engine.Api.Tests.Actions;

/// <summary>Express state machines as a client sees them; answers as recorded from the service on 2024-06-26.</summary>
public sealed class ExpressTests
{
    private const string Pass = """{"StartAt":"A","States":{"A":{"Type":"Pass","Result":{"Arg1":"argument1"},"End":true}}}""";

    [Fact]
    public async Task StartSyncExecution_Succeeds_AnswersAsTheServiceDoes()
    {
        await using var engine = await WholeEngine.StartAsync(_ => ServiceResult.Success(Payload.Null));
        var machine = await CreateAsync(engine, Pass);

        var answer = await engine.CallAsync("StartSyncExecution", new { stateMachineArn = machine, input = "{}", traceHeader = "Root=1-2-3" });

        answer.EnumerateObject().Select(member => member.Name).Should().BeEquivalentTo(
            "executionArn", "stateMachineArn", "name", "startDate", "stopDate", "status", "input", "inputDetails", "output", "outputDetails", "traceHeader", "billingDetails");
        answer.GetProperty("executionArn").GetString().Should().MatchRegex("^arn:aws:states:us-east-1:123456789012:express:m:[0-9a-f-]{36}:[0-9a-f-]{36}$");
        answer.GetProperty("output").GetString().Should().Be("""{"Arg1":"argument1"}""");
        answer.GetProperty("traceHeader").GetString().Should().Be("Root=1-2-3");
        answer.GetProperty("billingDetails").GetProperty("billedMemoryUsedInMB").GetInt32().Should().Be(64);
    }

    [Fact]
    public async Task StartSyncExecution_FailsOrMetadataOnly_SaysWhatIsIncluded()
    {
        await using var engine = await WholeEngine.StartAsync(_ => ServiceResult.Success(Payload.Null));
        var machine = await CreateAsync(engine, """{"StartAt":"F","States":{"F":{"Type":"Fail","Error":"SomeFailure","Cause":"why"}}}""");

        var failed = await engine.CallAsync("StartSyncExecution", new { stateMachineArn = machine, name = "o-1" });
        var bare = await engine.CallAsync("StartSyncExecution", new { stateMachineArn = machine, name = "o-1", includedData = "METADATA_ONLY" });
        var wrong = await engine.CallAsync("StartSyncExecution", new { stateMachineArn = machine, includedData = "NOTHING" });

        (failed.GetProperty("status").GetString(), failed.GetProperty("error").GetString(), failed.GetProperty("cause").GetString()).Should().Be(("FAILED", "SomeFailure", "why"));
        failed.GetProperty("outputDetails").ToString().Should().Be("""{"included":true}""");
        failed.TryGetProperty("output", out _).Should().BeFalse();
        bare.TryGetProperty("input", out _).Should().BeFalse();
        bare.GetProperty("inputDetails").ToString().Should().Be("""{"included":false}""");
        wrong.GetProperty("__type").GetString().Should().Be("ValidationException");
    }

    [Fact]
    public async Task StartExecution_Express_IsAnsweredWithAnArnThatNothingElseTakes()
    {
        await using var engine = await WholeEngine.StartAsync(_ => ServiceResult.Success(Payload.Null));
        var machine = await CreateAsync(engine, Pass);

        var execution = (await engine.CallAsync("StartExecution", new { stateMachineArn = machine, name = "o-1" })).GetProperty("executionArn").GetString();
        var answers = new List<string?>();
        foreach (var operation in new[] { "DescribeExecution", "GetExecutionHistory", "StopExecution", "DescribeStateMachineForExecution", "RedriveExecution" })
        {
            answers.Add((await engine.CallAsync(operation, new { executionArn = execution })).GetProperty("message").GetString());
        }

        answers.Should().OnlyContain(message => message == "Invalid Arn: 'Resource type not valid in this context: express'");
        (await engine.CallAsync("ListExecutions", new { stateMachineArn = machine })).GetProperty("__type").GetString().Should().Be("StateMachineTypeNotSupported");
    }

    private static async Task<string> CreateAsync(WholeEngine engine, string definition) => (await engine.CallAsync(
        "CreateStateMachine", new { name = "m", definition, roleArn = "arn:aws:iam::123456789012:role/r", type = "EXPRESS" })).GetProperty("stateMachineArn").GetString()!;
}
