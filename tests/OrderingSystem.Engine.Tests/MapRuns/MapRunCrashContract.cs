using Microsoft.Extensions.Time.Testing;
using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.MapRuns;
using OrderingSystem.Engine.Stores;
using OrderingSystem.Engine.Tests.Shell;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.History;

namespace OrderingSystem.Engine.Tests.MapRuns;

/// <summary>A Map run that is interrupted at any write goes on: no item is lost, none has two children, none is read from a source that changed.</summary>
public abstract class MapRunCrashContract
{
    private static readonly PageRequest All = new(1_000, null);

    [Fact]
    public async Task Crash_AtEveryWrite_EveryItemHasOneChild()
    {
        var whole = await RunAsync(crashAt: null, keepLast: false);
        whole.Writes.Should().BeGreaterThan(12);

        for (var write = 3; write <= whole.Writes; write++) // the first makes the machine's execution: before it there is nothing to resume
        {
            foreach (var keepLast in new[] { true, false })
            {
                var crashed = await RunAsync(write, keepLast);

                var because = $"it crashed at write {write}, {(keepLast ? "after" : "before")} it was on disk";
                crashed.Output.Should().Be(whole.Output, because);
                crashed.Children.Should().Be(5, because);
                crashed.Tally.Should().Be(whole.Tally, because);
                crashed.History.Should().Equal(whole.History, because);
            }
        }
    }

    [Fact]
    public async Task Crash_WhileTheRunIsStopped_ChildrenAreStoppedAtTheNextStart()
    {
        var clock = new FakeTimeProvider(EngineHarness.Epoch);
        var crashing = new CrashingStore(Open("stopped"), crashAt: 6, keepLast: true); // machine's execution, two children, …, then the parent's stop
        string execution;
        await using (var first = await EngineHarness.StartAsync(crashing, new TestFunctions(), clock))
        {
            execution = await first.StartExecutionAsync(await first.CreateAsync(MapMachines.Pause(string.Empty)), input: "[1,2,3,4]");
            _ = await first.Engine.Idle.WhenIdleAsync(default);
            await first.Invoking(h => h.Api.StopExecutionAsync(execution, null, null, default)).Should().ThrowAsync<StoreFaultedException>();
        }

        await using var second = await EngineHarness.StartAsync(Open("stopped"), new TestFunctions(), clock);
        await second.Engine.Recovery;
        await second.RunToRestAsync();

        var run = (await second.Api.ListMapRunsAsync(execution, All, default)).Items.Single();
        var children = (await second.Api.ListExecutionsAsync(new(null, null, All) { MapRunArn = run.MapRunArn }, default)).Items;
        children.Should().HaveCount(4).And.OnlyContain(child => child.Status == ExecutionStatus.Aborted);
        (await second.Api.DescribeMapRunAsync(run.MapRunArn, default)).Status.Should().Be(MapRunStatus.Aborted);
    }

    /// <summary>Opens the store of a run; the second time with what the first left in it.</summary>
    protected abstract IExecutionStore Open(string run);

    private async Task<(string Output, IReadOnlyList<HistoryEventType> History, int Children, MapRunTally Tally, int Writes)> RunAsync(int? crashAt, bool keepLast)
    {
        var run = $"run-{crashAt}-{keepLast}";
        var clock = new FakeTimeProvider(EngineHarness.Epoch);
        var objects = new MemoryObjects { ["in/items"] = "[1,2,3,4,5]" };
        var crashing = new CrashingStore(Open(run), crashAt, keepLast) { CountsCatalog = true };
        const string Reader = """
            "MaxConcurrency": 2, "ItemReader": { "Resource": "arn:aws:states:::s3:getObject", "Parameters": { "Bucket": "in", "Key": "items" }, "ReaderConfig": { "InputType": "JSON" } },
            """;
        string execution;
        await using (var first = await EngineHarness.StartAsync(crashing, new TestFunctions(), clock, objects: objects))
        {
            execution = await first.StartExecutionAsync(await first.CreateAsync(MapMachines.Pause(Reader)), "parent");
            await first.RunToRestAsync(stop: () => crashing.HasCrashed);
        }

        await using var second = await EngineHarness.StartAsync(Open(run), new TestFunctions(), clock, objects: objects);
        await second.RunToRestAsync();
        var ended = await second.Api.DescribeExecutionAsync(execution, default);
        var mapRun = (await second.Api.ListMapRunsAsync(execution, All, default)).Items.Single();
        var children = (await second.Api.ListExecutionsAsync(new(null, null, All) { MapRunArn = mapRun.MapRunArn }, default)).Items;
        var tally = (await second.Api.DescribeMapRunAsync(mapRun.MapRunArn, default)).Executions!;
        return (ended.Output!.ToString(), [.. (await second.HistoryAsync(execution)).Select(e => e.Type)], children.Count, tally, crashing.Commits);
    }
}
