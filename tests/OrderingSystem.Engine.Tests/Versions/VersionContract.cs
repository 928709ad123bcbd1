using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.StateMachines;
using OrderingSystem.Engine.Stores;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.Engine.Tests.Shell;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Tests.Versions;

/// <summary>What versions, aliases and settings are after the engine stopped and started again on the same store.</summary>
public abstract class VersionContract
{
    protected abstract IExecutionStore Open();

    [Fact]
    public async Task Restart_VersionsAliasesAndSettings_AreAsTheyWere()
    {
        string machine;
        await using (var before = await StartAsync())
        {
            machine = await CreateAsync(before, Pass("one"));
            await UpdateAsync(before, machine, Pass("two"));
            await UpdateAsync(before, machine, Pass("three"));
            _ = await before.Api.CreateStateMachineAliasAsync(new CreateAliasRequest("live", "what customers get", [new(machine + ":1", 70), new(machine + ":2", 30)]), default);
            await before.Api.DeleteStateMachineVersionAsync(machine + ":3", default);
        }

        await using var after = await StartAsync();
        await UpdateAsync(after, machine, Pass("four"));

        var versions = await after.Api.ListStateMachineVersionsAsync(machine, new PageRequest(10, null), default);
        versions.Items.Select(version => version.StateMachineVersionArn).Should().Equal(machine + ":4", machine + ":2", machine + ":1");
        var alias = await after.Api.DescribeStateMachineAliasAsync(machine + ":live", default);
        alias.Description.Should().Be("what customers get");
        alias.Routing.Should().Equal(new AliasRouting(machine + ":1", 70), new AliasRouting(machine + ":2", 30));
        (await after.Api.DescribeStateMachineAsync(machine + ":1", default)).Settings.Tracing.Should().BeTrue();
        (await OutputAsync(after, machine + ":2")).Should().Be("\"two\"");
    }

    [Fact]
    public async Task Restart_DeletingWithAnExecutionUnderWay_IsGoneOnceThatHasEnded()
    {
        string machine, execution;
        await using (var before = await StartAsync())
        {
            machine = await CreateAsync(before, """{ "StartAt": "W", "States": { "W": { "Type": "Wait", "Seconds": 60, "End": true } } }""");
            execution = await before.StartExecutionAsync(machine + ":1");
            await before.Api.DeleteStateMachineAsync(machine, default);
        }

        await using var after = await StartAsync();
        var during = await after.Api.DescribeStateMachineAsync(machine, default);
        await after.RunToRestAsync();
        var gone = () => after.Api.DescribeStateMachineAsync(machine, default);

        during.Status.Should().Be("DELETING");
        (await gone.Should().ThrowAsync<StepFunctionsException>()).Which.Code.Should().Be("StateMachineDoesNotExist");
        var ended = await after.Api.DescribeExecutionAsync(execution, default);
        (ended.Status, ended.StateMachineVersionArn).Should().Be((ExecutionStatus.Succeeded, machine + ":1"));
    }

    [Fact]
    public async Task StartExecution_OnAnAlias_ChoosesTheSameVersionsForTheSameEntropy()
    {
        var outputs = new List<string>();
        await using var engine = await StartAsync();
        var machine = await CreateAsync(engine, Pass("one"));
        await UpdateAsync(engine, machine, Pass("two"));
        _ = await engine.Api.CreateStateMachineAliasAsync(new CreateAliasRequest("live", null, [new(machine + ":1", 50), new(machine + ":2", 50)]), default);

        for (var i = 0; i < 12; i++)
        {
            outputs.Add(await OutputAsync(engine, machine + ":live"));
        }

        outputs.Should().Contain("\"one\"").And.Contain("\"two\"");
        var listed = await engine.Api.ListExecutionsAsync(new ListExecutionsRequest(machine + ":live", null, new PageRequest(5, null)), default);
        listed.Items.Should().HaveCount(5).And.OnlyContain(item => item.StateMachineAliasArn == machine + ":live");
        listed.NextToken.Should().NotBeNull();
    }

    private static string Pass(string result) => $$"""{ "StartAt": "P", "States": { "P": { "Type": "Pass", "Result": "{{result}}", "End": true } } }""";

    private static async Task<string> CreateAsync(EngineHarness engine, string definition) =>
        (await engine.Api.CreateStateMachineAsync(new CreateStateMachineRequest("orders", definition, EngineHarness.Role, StateMachineType.Standard)
        {
            Settings = new StateMachineSettingsChange(null, Tracing: true, null),
            Publish = new PublishRequest(null),
        }, default)).StateMachineArn;

    private static Task<StateMachineUpdated> UpdateAsync(EngineHarness engine, string machine, string definition) =>
        engine.Api.UpdateStateMachineAsync(new UpdateStateMachineRequest(machine, definition, null) { Publish = new PublishRequest(null) }, default);

    private static async Task<string> OutputAsync(EngineHarness engine, string arn) =>
        (await engine.Api.WaitForEndAsync(await engine.StartExecutionAsync(arn), default).WaitAsync(TimeSpan.FromSeconds(20))).Output!.ToString();

    private Task<EngineHarness> StartAsync() => EngineHarness.StartAsync(Open(), new NoFunction());

    private sealed class NoFunction : IServiceIntegration
    {
        public bool Handles(TaskResource resource) => true;

        public Task<ServiceResult> InvokeAsync(ServiceCall call, CancellationToken cancellationToken) => Task.FromResult(ServiceResult.Success(Payload.Null));
    }
}
