using System.Text.Json;
using OrderingSystem.Engine.Api.Tests.Fakes;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.Engine.Api.Tests.Actions;

/// <summary>Versions and aliases as a client sees them; what the recorded cases say already is left to them.</summary>
public sealed class VersionsAndAliasesTests
{
    private const string Role = "arn:aws:iam::123456789012:role/r";

    [Fact]
    public async Task StartExecution_OnAVersion_RunsThatVersionAndSaysSo()
    {
        await using var engine = await StartAsync();
        var machine = await CreateAsync(engine, Pass("one"), publish: true);
        _ = await engine.CallAsync("UpdateStateMachine", new { stateMachineArn = machine, definition = Pass("two") });

        var old = await RunAsync(engine, machine + ":1");
        var current = await RunAsync(engine, machine);

        (Output(old), Output(current)).Should().Be(("one", "two"));
        old.GetProperty("stateMachineVersionArn").GetString().Should().Be(machine + ":1");
        current.TryGetProperty("stateMachineVersionArn", out _).Should().BeFalse();
        var history = await engine.CallAsync("GetExecutionHistory", new { executionArn = old.GetProperty("executionArn").GetString() });
        history.GetProperty("events")[0].GetProperty("executionStartedEventDetails").GetProperty("stateMachineVersionArn").GetString().Should().Be(machine + ":1");
    }

    [Fact]
    public async Task StartExecution_OnAnAliasOfTwoVersions_DividesByWeightAndIsListedByEither()
    {
        await using var engine = await StartAsync();
        var machine = await CreateAsync(engine, Pass("one"), publish: true);
        _ = await engine.CallAsync("UpdateStateMachine", new { stateMachineArn = machine, definition = Pass("two"), publish = true });
        var alias = (await engine.CallAsync("CreateStateMachineAlias", new { name = "live", routingConfiguration = new[] { Route(machine, 1, 50), Route(machine, 2, 50) } }))
            .GetProperty("stateMachineAliasArn").GetString()!;

        var outputs = new List<string>();
        for (var i = 0; i < 40; i++)
        {
            outputs.Add(Output(await RunAsync(engine, alias)));
        }

        outputs.Should().Contain("one").And.Contain("two");
        (await CountAsync(engine, alias)).Should().Be(40);
        (await CountAsync(engine, machine + ":1")).Should().Be(outputs.Count(output => output == "one"));
        (await CountAsync(engine, machine + ":2")).Should().Be(outputs.Count(output => output == "two"));
    }

    [Fact]
    public async Task DeleteStateMachineVersion_AnAliasPointsAtIt_IsRefusedUntilTheAliasIsGone()
    {
        await using var engine = await StartAsync();
        var machine = await CreateAsync(engine, Pass("one"), publish: true);
        _ = await engine.CallAsync("CreateStateMachineAlias", new { name = "live", routingConfiguration = new[] { Route(machine, 1, 100) } });

        var refused = await engine.CallAsync("DeleteStateMachineVersion", new { stateMachineVersionArn = machine + ":1" });
        _ = await engine.CallAsync("DeleteStateMachineAlias", new { stateMachineAliasArn = machine + ":live" });
        _ = await engine.CallAsync("DeleteStateMachineVersion", new { stateMachineVersionArn = machine + ":1" });
        var gone = await engine.CallAsync("DescribeStateMachine", new { stateMachineArn = machine + ":1" });

        Error(refused).Should().Be(("ConflictException",
            "Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: [live]"));
        Error(gone).Code.Should().Be("StateMachineDoesNotExist");
    }

    [Fact]
    public async Task PublishStateMachineVersion_AnotherRevision_IsRefused()
    {
        await using var engine = await StartAsync();
        var machine = await CreateAsync(engine, Pass("one"));

        var refused = await engine.CallAsync("PublishStateMachineVersion", new { stateMachineArn = machine, revisionId = "r-1" });
        var published = await engine.CallAsync("PublishStateMachineVersion", new { stateMachineArn = machine, revisionId = "INITIAL" });

        Error(refused).Should().Be(("ConflictException",
            "Failed to publish the State Machine version for revision r-1. The current State Machine revision is INITIAL."));
        published.GetProperty("stateMachineVersionArn").GetString().Should().Be(machine + ":1");
    }

    [Fact]
    public async Task CreateStateMachineAlias_VersionOfAnotherKind_SaysWhichResourceIsMissing()
    {
        await using var engine = await StartAsync();
        var machine = await CreateAsync(engine, Pass("one"), publish: true);
        _ = await engine.CallAsync("CreateStateMachineAlias", new { name = "live", routingConfiguration = new[] { Route(machine, 1, 100) } });

        var missing = await engine.CallAsync("CreateStateMachineAlias", new { name = "next", routingConfiguration = new[] { Route(machine, 7, 100) } });
        var other = await engine.CallAsync("CreateStateMachineAlias", new { name = "live", description = "another", routingConfiguration = new[] { Route(machine, 1, 100) } });

        Error(missing).Should().Be(("ResourceNotFound", "Request references a resource that does not exist."));
        Error(other).Code.Should().Be("ConflictException");
    }

    [Fact]
    public async Task DeleteStateMachine_AnExecutionRuns_IsDeletingUntilItHasEnded()
    {
        await using var engine = await StartAsync();
        var machine = await CreateAsync(engine, """{ "StartAt": "W", "States": { "W": { "Type": "Wait", "Seconds": 1000, "End": true } } }""", publish: true);
        var execution = (await engine.CallAsync("StartExecution", new { stateMachineArn = machine })).GetProperty("executionArn").GetString();

        _ = await engine.CallAsync("DeleteStateMachine", new { stateMachineArn = machine });
        var during = await engine.CallAsync("DescribeStateMachine", new { stateMachineArn = machine });
        var start = await engine.CallAsync("StartExecution", new { stateMachineArn = machine });
        var again = await engine.CallAsync("CreateStateMachine", new { name = "m", definition = Pass("one"), roleArn = Role });
        _ = await engine.CallAsync("StopExecution", new { executionArn = execution });
        var after = await engine.CallAsync("DescribeStateMachine", new { stateMachineArn = machine });
        var remade = await CreateAsync(engine, Pass("one"));
        var versions = await engine.CallAsync("ListStateMachineVersions", new { stateMachineArn = remade });

        during.GetProperty("status").GetString().Should().Be("DELETING");
        (Error(start).Code, Error(again).Code, Error(after).Code).Should().Be(("StateMachineDeleting", "StateMachineDeleting", "StateMachineDoesNotExist"));
        versions.GetProperty("stateMachineVersions").GetArrayLength().Should().Be(0);
    }

    [Fact]
    public async Task UpdateStateMachine_LoggingTracingAndEncryption_AreDescribedAsGiven()
    {
        await using var engine = await StartAsync();
        var machine = await CreateAsync(engine, Pass("one"));
        var group = "arn:aws:logs:us-east-1:123456789012:log-group:g:*";

        var updated = await engine.CallAsync("UpdateStateMachine", new
        {
            stateMachineArn = machine,
            loggingConfiguration = new { level = "ALL", includeExecutionData = true, destinations = new[] { new { cloudWatchLogsLogGroup = new { logGroupArn = group } } } },
            tracingConfiguration = new { enabled = true },
            encryptionConfiguration = new { type = "CUSTOMER_MANAGED_KMS_KEY", kmsKeyId = "alias/mine" },
        });
        var described = await engine.CallAsync("DescribeStateMachine", new { stateMachineArn = machine });

        described.GetProperty("loggingConfiguration").ToString().Should().Be(
            """{"level":"ALL","includeExecutionData":true,"destinations":[{"cloudWatchLogsLogGroup":{"logGroupArn":"GROUP"}}]}""".Replace("GROUP", group, StringComparison.Ordinal));
        described.GetProperty("tracingConfiguration").GetProperty("enabled").GetBoolean().Should().BeTrue();
        described.GetProperty("encryptionConfiguration").ToString().Should().Be(
            """{"type":"CUSTOMER_MANAGED_KMS_KEY","kmsKeyId":"alias/mine","kmsDataKeyReusePeriodSeconds":300}""");
        described.GetProperty("revisionId").GetString().Should().Be(updated.GetProperty("revisionId").GetString());
    }

    private static Task<WholeEngine> StartAsync() => WholeEngine.StartAsync(_ => ServiceResult.Success(Payload.Null));

    private static string Pass(string result) => $$"""{ "StartAt": "P", "States": { "P": { "Type": "Pass", "Result": "{{result}}", "End": true } } }""";

    private static object Route(string machine, int version, int weight) => new { stateMachineVersionArn = $"{machine}:{version}", weight };

    private static (string? Code, string? Message) Error(JsonElement answer) => (answer.GetProperty("__type").GetString(), answer.GetProperty("message").GetString());

    private static string Output(JsonElement execution) => JsonSerializer.Deserialize<string>(execution.GetProperty("output").GetString()!)!;

    private static async Task<string> CreateAsync(WholeEngine engine, string definition, bool publish = false) =>
        (await engine.CallAsync("CreateStateMachine", new { name = "m", definition, roleArn = Role, publish })).GetProperty("stateMachineArn").GetString()!;

    private static async Task<JsonElement> RunAsync(WholeEngine engine, string arn)
    {
        var execution = (await engine.CallAsync("StartExecution", new { stateMachineArn = arn })).GetProperty("executionArn").GetString()!;
        await engine.WaitForEndAsync(execution);
        return await engine.CallAsync("DescribeExecution", new { executionArn = execution });
    }

    private static async Task<int> CountAsync(WholeEngine engine, string arn) =>
        (await engine.CallAsync("ListExecutions", new { stateMachineArn = arn })).GetProperty("executions").GetArrayLength();
}
