using System.Text.Json;
using OrderingSystem.Engine.Api.Actions;
using OrderingSystem.Engine.Api.Tests.Fakes;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.Engine.Api.Tests.Clients;

/// <summary>The AWS CLI against a real engine: every command that it has for the service, its own paging, its own host prefix for synchronous executions.</summary>
public sealed class AwsCliWholeEngineTests : IAsyncLifetime
{
    private const string Pass = """{"StartAt":"A","States":{"A":{"Type":"Pass","Result":7,"End":true}}}""";
    private const string Wait = """{"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":1000,"End":true}}}""";
    private const string Pack = """{"StartAt":"P","States":{"P":{"Type":"Task","Resource":"ACTIVITY","End":true}}}""";
    private const string Map = """
        {"StartAt":"M","States":{"M":{"Type":"Map","ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":1000,"End":true}}},"End":true}}}
        """;

    private readonly HashSet<string> _called = new(StringComparer.Ordinal);
    private WholeEngine _engine = null!;

    public async ValueTask InitializeAsync() =>
        _engine = await WholeEngine.StartAsync(_ => ServiceResult.Success(Payload.Null), EngineApiAuthentication.SignatureV4);

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    [Fact]
    public async Task Cli_EveryOperation_Answers()
    {
        // State machines, versions, aliases, tags
        var machine = await CreateAsync("m", Pass);
        await RunAsync("UpdateStateMachine", "--state-machine-arn", machine, "--definition", Pass.Replace('7', '8'));
        await RunAsync("DescribeStateMachine", "--state-machine-arn", machine);
        await RunAsync("ValidateStateMachineDefinition", "--definition", Pass);
        await RunAsync("TestState", "--definition", """{"Type":"Pass","End":true}""", "--input", "{}");
        var version = Text(await RunAsync("PublishStateMachineVersion", "--state-machine-arn", machine), "stateMachineVersionArn");
        await RunAsync("ListStateMachineVersions", "--state-machine-arn", machine);
        var alias = Text(await RunAsync("CreateStateMachineAlias", "--name", "live", "--routing-configuration", $"stateMachineVersionArn={version},weight=100"), "stateMachineAliasArn");
        await RunAsync("DescribeStateMachineAlias", "--state-machine-alias-arn", alias);
        await RunAsync("UpdateStateMachineAlias", "--state-machine-alias-arn", alias, "--description", "in use");
        await RunAsync("ListStateMachineAliases", "--state-machine-arn", machine);
        await RunAsync("TagResource", "--resource-arn", machine, "--tags", "key=team,value=shipping");
        Text((await RunAsync("ListTagsForResource", "--resource-arn", machine)).GetProperty("tags")[0], "value").Should().Be("shipping");
        await RunAsync("UntagResource", "--resource-arn", machine, "--tag-keys", "team");

        // Executions
        var execution = string.Empty;
        for (var i = 0; i < 3; i++)
        {
            execution = await StartAsync(machine);
        }

        await _engine.WaitForEndAsync(execution);
        Text(await RunAsync("DescribeExecution", "--execution-arn", execution), "output").Should().Be("8");
        (await RunAsync("GetExecutionHistory", "--execution-arn", execution, "--page-size", "2")).GetProperty("events").GetArrayLength().Should().Be(4, "the CLI pages by itself");
        (await RunAsync("ListExecutions", "--state-machine-arn", machine, "--page-size", "2")).GetProperty("executions").GetArrayLength().Should().Be(3);
        await RunAsync("DescribeStateMachineForExecution", "--execution-arn", execution);
        var waiting = await CreateAsync("w", Wait);
        (await RunAsync("ListStateMachines", "--page-size", "1")).GetProperty("stateMachines").GetArrayLength().Should().Be(2);
        var stopped = await StartAsync(waiting);
        await RunAsync("StopExecution", "--execution-arn", stopped, "--error", "Enough", "--cause", "of waiting");
        await RunAsync("RedriveExecution", "--execution-arn", stopped);
        var express = await CreateAsync("x", Pass, "--type", "EXPRESS");
        var (sync, refusal) = await TryAsync("StartSyncExecution", "--state-machine-arn", express);
        if (!refusal.Contains("sync-127.0.0.1", StringComparison.Ordinal)) // a CLI from before 2025 cannot be told to leave the prefix away
        {
            (Text(sync, "status"), Text(sync, "output")).Should().Be(("SUCCEEDED", "7"), refusal);
        }

        // Activities and tokens
        var activity = Text(await RunAsync("CreateActivity", "--name", "pack"), "activityArn");
        await RunAsync("DescribeActivity", "--activity-arn", activity);
        await RunAsync("ListActivities");
        var packing = await CreateAsync("p", Pack.Replace("ACTIVITY", activity, StringComparison.Ordinal));
        var packed = await StartAsync(packing);
        var token = Text(await RunAsync("GetActivityTask", "--activity-arn", activity, "--worker-name", "w"), "taskToken");
        await RunAsync("SendTaskHeartbeat", "--task-token", token);
        await RunAsync("SendTaskSuccess", "--task-token", token, "--task-output", """{"packed":true}""");
        await _engine.WaitForEndAsync(packed);
        var broken = await StartAsync(packing);
        var second = Text(await RunAsync("GetActivityTask", "--activity-arn", activity), "taskToken");
        await RunAsync("SendTaskFailure", "--task-token", second, "--error", "Broken", "--cause", "box");
        await _engine.WaitForEndAsync(broken);
        Text(await RunAsync("DescribeExecution", "--execution-arn", broken), "error").Should().Be("Broken");

        // Map runs
        var mapping = await StartAsync(await CreateAsync("map", Map), "--input", "[1,2]");
        JsonElement runs;
        while ((runs = (await RunAsync("ListMapRuns", "--execution-arn", mapping)).GetProperty("mapRuns")).GetArrayLength() == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }

        var run = Text(runs[0], "mapRunArn");
        await RunAsync("UpdateMapRun", "--map-run-arn", run, "--max-concurrency", "1");
        (await RunAsync("DescribeMapRun", "--map-run-arn", run)).GetProperty("maxConcurrency").GetInt32().Should().Be(1);

        // Deletions
        await RunAsync("DeleteActivity", "--activity-arn", activity);
        await RunAsync("DeleteStateMachineAlias", "--state-machine-alias-arn", alias);
        await RunAsync("DeleteStateMachineVersion", "--state-machine-version-arn", version);
        await RunAsync("DeleteStateMachine", "--state-machine-arn", machine);

        _called.Should().BeEquivalentTo(ActionTable.Operations);
    }

    private static string Text(JsonElement answer, string name) => answer.GetProperty(name).GetString()!;

    private async Task<string> CreateAsync(string name, string definition, params string[] more) => Text(
        await RunAsync("CreateStateMachine", ["--name", name, "--definition", definition, "--role-arn", "arn:aws:iam::123456789012:role/r", .. more]), "stateMachineArn");

    private async Task<string> StartAsync(string machine, params string[] more) =>
        Text(await RunAsync("StartExecution", ["--state-machine-arn", machine, .. more]), "executionArn");

    private async Task<JsonElement> RunAsync(string operation, params string[] arguments)
    {
        var (answer, error) = await TryAsync(operation, arguments);
        error.Should().BeEmpty();
        return answer;
    }

    private async Task<(JsonElement Answer, string Error)> TryAsync(string operation, params string[] arguments)
    {
        _ = _called.Add(operation);
        var command = string.Concat(operation.Select((letter, index) => index > 0 && char.IsUpper(letter) ? $"-{letter}" : $"{letter}")).ToLowerInvariant();
        var (exitCode, output, error) = await AwsCli.RunAsync(_engine.Address, WholeEngine.AccessKeyId, WholeEngine.SecretAccessKey, [command, .. arguments]);
        if (exitCode != 0)
        {
            return (default, $"{command}: {exitCode}: {error}");
        }

        using var document = JsonDocument.Parse(output.Length == 0 ? "{}" : output);
        return (document.RootElement.Clone(), string.Empty);
    }
}
