using Microsoft.Extensions.Time.Testing;
using OrderingSystem.Engine.Stores;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.History;

namespace OrderingSystem.Engine.Tests.Shell;

/// <summary>Stopping after any commit, or before any, and going on gives the history of a run that was never stopped.</summary>
public abstract class EngineCrashContract
{
    [Fact]
    public async Task Crash_AtEveryCommit_LeadsToTheSameHistory()
    {
        var whole = await RunAsync(crashAt: null, keepLast: false);
        whole.Crashed.Should().BeFalse();
        whole.Commits.Should().BeGreaterThan(8);
        whole.History[^1].Type.Should().Be(HistoryEventType.ExecutionSucceeded);

        for (var commit = 2; commit <= whole.Commits; commit++) // the first accepts the order: before it there is nothing to resume
        {
            foreach (var keepLast in new[] { true, false })
            {
                var crashed = await RunAsync(commit, keepLast);

                crashed.Crashed.Should().BeTrue();
                crashed.History.Should().Equal(whole.History, $"it crashed at commit {commit}, {(keepLast ? "after" : "before")} it was on disk");
            }
        }
    }

    /// <summary>Opens the store of a run; the second time with what the first left in it.</summary>
    protected abstract IExecutionStore Open(string run);

    private static TestFunctions Functions() => new TestFunctions()
        .On("record", call => ServiceResult.Success(call.Parameters))
        .On("book", call => call.Task.RetryCount < 2 ? ServiceResult.Failure("Busy", $"try {call.Task.RetryCount}") : ServiceResult.Failure("Refused", "no such street"))
        .On("Ask", _ => ServiceResult.Success(Payload.FromText("""{"asked":true}""")));

    private async Task<(IReadOnlyList<HistoryEvent> History, int Commits, bool Crashed)> RunAsync(int? crashAt, bool keepLast)
    {
        var run = $"run-{crashAt}-{keepLast}";
        var clock = new FakeTimeProvider(EngineHarness.Epoch);
        var crashing = new CrashingStore(Open(run), crashAt, keepLast);
        string execution;
        await using (var first = await EngineHarness.StartAsync(crashing, Functions(), clock))
        {
            execution = await first.StartExecutionAsync(await first.CreateAsync(Machines.Journey), "o-1", """{"order": 1}""");
            await first.RunToRestAsync(stop: () => crashing.HasCrashed);
        }

        await using var second = await EngineHarness.StartAsync(Open(run), Functions(), clock);
        await second.RunToRestAsync();
        return (await second.HistoryAsync(execution), crashing.Commits, crashing.HasCrashed);
    }
}
