using System.Collections.Immutable;
using OrderingSystem.Engine.Stores;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.History;

namespace OrderingSystem.Engine.Tests.Stores;

/// <summary>What every store of executions keeps to.</summary>
public abstract class ExecutionStoreContract : IAsyncLifetime
{
    private readonly SampleExecutions _samples = new();

    protected IExecutionStore Store { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Store = await OpenAsync();
        await Store.AddRevisionAsync(SampleExecutions.Revision(), default);
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await CleanUpAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Load_NewExecution_GivesBackWhatWasCommitted()
    {
        var start = _samples.Start(1, "a");

        await Store.CommitAsync(start, default);

        var loaded = await Store.LoadAsync(1, default);
        loaded!.Execution.Should().BeEquivalentTo(start.After);
        loaded.Revision.Should().Be(SampleExecutions.Revision());
        (await Store.LoadAsync(2, default)).Should().BeNull();
    }

    [Fact]
    public async Task ReadHistory_AfterEveryTransition_GivesAllEventsInOrder()
    {
        var commits = await RunToEndAsync(1, "a");
        var all = commits.SelectMany(c => c.Transition.Events).ToList();

        var up = await Store.ReadHistoryAsync(1, 1, descending: false, 100, default);
        var down = await Store.ReadHistoryAsync(1, long.MaxValue, descending: true, 100, default);
        var middle = await Store.ReadHistoryAsync(1, 4, descending: false, 2, default);
        var middleDown = await Store.ReadHistoryAsync(1, 4, descending: true, 2, default);

        up.Should().Equal(all);
        down.Should().Equal(Enumerable.Reverse(all));
        middle.Select(e => e.Id).Should().Equal(4, 5);
        middleDown.Select(e => e.Id).Should().Equal(4, 3);
    }

    [Fact]
    public async Task ReadHistory_FewBytesWanted_GoesOnWhereItStopped()
    {
        var all = (await RunToEndAsync(1, "a")).SelectMany(c => c.Transition.Events).ToList();
        List<HistoryEvent> read = [];

        while (await Store.ReadHistoryAsync(1, read.Count + 1, descending: false, 100, mostBytes: 1, default) is { Count: > 0 } some)
        {
            read.AddRange(some);
        }

        read.Should().Equal(all);
    }

    [Fact]
    public async Task Load_EndedInSuccess_HasNoStateAndARecord()
    {
        _ = await RunToEndAsync(1, "a");

        (await Store.LoadAsync(1, default)).Should().BeNull();
        var record = await Store.FindAsync("orders", "a", default);
        record!.Status.Should().Be(ExecutionStatus.Succeeded);
        record.StopTime.Should().Be(SampleExecutions.Epoch.AddSeconds(3601));
        (await Store.GetAsync(1, default)).Should().Be(record);
        (await Store.ReadOriginAsync(1, default))!.Input.ToString().Should().Be("""{"orderId": "o-1"}""");
    }

    [Fact]
    public async Task Commit_NameTaken_IsRefusedWithTheOwner()
    {
        await Store.CommitAsync(_samples.Start(1, "a"), default);

        var again = () => Store.CommitAsync(_samples.Start(2, "a"), default);

        (await again.Should().ThrowAsync<ExecutionNameTakenException>()).Which.ExistingExecutionId.Should().Be(1);
        (await Store.GetAsync(2, default)).Should().BeNull();
        (await Store.ReadHistoryAsync(2, 1, descending: false, 10, default)).Should().BeEmpty();
    }

    [Fact]
    public async Task Commit_SameNameInAnotherStateMachine_IsAccepted()
    {
        var other = SampleExecutions.Revision(2, 2, "returns");
        await Store.AddRevisionAsync(other, default);

        await Store.CommitAsync(_samples.Start(1, "a"), default);
        await Store.CommitAsync(_samples.Start(2, "a", other), default);

        (await Store.FindAsync("orders", "a", default))!.ExecutionId.Should().Be(1);
        (await Store.FindAsync("returns", "a", default))!.ExecutionId.Should().Be(2);
        (await Store.FindAsync("refunds", "a", default)).Should().BeNull();
    }

    [Fact]
    public async Task Commit_FromAnOldState_IsAConflictAndChangesNothing()
    {
        var start = _samples.Start(1, "a");
        var sleep = _samples.Sleep(start);
        await Store.CommitAsync(start, default);
        await Store.CommitAsync(sleep, default);

        var late = () => Store.CommitAsync(_samples.Stop(start), default);

        await late.Should().ThrowAsync<ExecutionConflictException>();
        (await Store.LoadAsync(1, default))!.Execution.Should().BeEquivalentTo(sleep.After);
    }

    [Fact]
    public async Task ReadActive_CallInFlightThenAsleep_FollowsTheState()
    {
        var start = _samples.Start(1, "a");
        await Store.CommitAsync(start, default);
        var inFlight = await Store.ReadActiveAsync(0, 10, default);
        await Store.CommitAsync(_samples.Sleep(start), default);

        inFlight.Should().Equal(1);
        (await Store.ReadActiveAsync(0, 10, default)).Should().BeEmpty();
        (await Store.NextWakeAsync(default)).Should().Be(SampleExecutions.Epoch.AddSeconds(3601));
    }

    [Fact]
    public async Task ReadDue_SeveralSleepers_GivesThoseDueEarliestFirst()
    {
        foreach (var (id, after) in new[] { (1, 30), (2, 10), (3, 20), (4, 90) })
        {
            var start = _samples.Start(id, $"e{id}");
            await Store.CommitAsync(start, default);
            await Store.CommitAsync(_samples.Sleep(start, TimeSpan.FromSeconds(after)), default);
        }

        var due = await Store.ReadDueAsync(SampleExecutions.Epoch.AddSeconds(3630), 10, default);
        var first = await Store.ReadDueAsync(SampleExecutions.Epoch.AddSeconds(3630), 1, default);

        due.Select(d => d.ExecutionId).Should().Equal(2, 3, 1);
        first.Should().Equal(new DueExecution(2, SampleExecutions.Epoch.AddSeconds(3610)));
    }

    [Fact]
    public async Task List_ByStatus_GivesNewestFirstPageByPage()
    {
        _ = await RunToEndAsync(1, "done");
        await Store.CommitAsync(_samples.Start(2, "runs"), default);
        var stopped = _samples.Start(3, "stopped");
        await Store.CommitAsync(stopped, default);
        await Store.CommitAsync(_samples.Stop(stopped), default);

        async Task<IEnumerable<long>> List(ExecutionStatus? status, long? before = null, int limit = 10) =>
            (await Store.ListAsync(1, status, before, limit, default)).Select(r => r.ExecutionId);

        (await List(null)).Should().Equal(3, 2, 1);
        (await List(null, limit: 2)).Should().Equal(3, 2);
        (await List(null, before: 2)).Should().Equal(1);
        (await List(ExecutionStatus.Running)).Should().Equal(2);
        (await List(ExecutionStatus.Succeeded)).Should().Equal(1);
        (await List(ExecutionStatus.Aborted)).Should().Equal(3);
        (await List(ExecutionStatus.Failed)).Should().BeEmpty();
    }

    [Fact]
    public async Task ListStartedOn_VersionOrAlias_GivesThoseNewestFirstByStatus()
    {
        await Store.CommitAsync(_samples.Start(1, "bare"), default);
        await Store.CommitAsync(_samples.Start(2, "one", startedOn: new(1, null)), default);
        await Store.CommitAsync(_samples.Start(3, "live", startedOn: new(1, "live")), default);
        var stopped = _samples.Start(4, "stopped", startedOn: new(2, "live"));
        await Store.CommitAsync(stopped, default);
        await Store.CommitAsync(_samples.Stop(stopped), default);

        async Task<IEnumerable<long>> List(StartedOn startedOn, ExecutionStatus? status = null, long? before = null, int limit = 10) =>
            (await Store.ListStartedOnAsync(1, startedOn, status, before, limit, default)).Select(r => r.ExecutionId);

        (await List(new(1, null))).Should().Equal(3, 2);
        (await List(new(null, "live"))).Should().Equal(4, 3);
        (await List(new(null, "live"), limit: 1)).Should().Equal(4);
        (await List(new(null, "live"), before: 4)).Should().Equal(3);
        (await List(new(null, "live"), ExecutionStatus.Running)).Should().Equal(3);
        (await List(new(2, null), ExecutionStatus.Aborted)).Should().Equal(4);
        (await List(new(3, null))).Should().BeEmpty();
        (await Store.GetAsync(4, default))!.StartedOn.Should().Be(new StartedOn(2, "live"));
        (await Store.GetAsync(1, default))!.StartedOn.Should().Be(default(StartedOn));
        (await Store.LoadAsync(3, default))!.Execution.Facts.Should().Match<ExecutionFacts>(facts => facts.Version == 1 && facts.Alias == "live");
    }

    [Fact]
    public async Task Commit_FramesAddedChangedAndRemoved_LoadSeesTheLast()
    {
        var start = _samples.Start(1, "a");
        await Store.CommitAsync(start, default);
        var children = new WaitingForChildren(1, 2, 2, 2, 0);
        var one = Child(1, new WaitingForTime(SampleExecutions.Epoch.AddHours(1)));
        var two = Child(2, new WaitingForTime(SampleExecutions.Epoch.AddHours(2)));
        var root = start.After.Frames[0] with { Wait = children };

        var split = Changed(start.After, start, root, one, two);
        await Store.CommitAsync(split, default);
        var afterSplit = await Store.LoadAsync(1, default);
        var moved = Changed(split.After, start, root, one with { Wait = new FrameEnded(Payload.FromText("7")) }, two);
        await Store.CommitAsync(moved, default);
        var afterMove = await Store.LoadAsync(1, default);
        var joined = Changed(moved.After, start, root with { Wait = new WaitingForTime(SampleExecutions.Epoch.AddHours(3)) });
        await Store.CommitAsync(joined, default);
        var afterJoin = await Store.LoadAsync(1, default);

        afterSplit!.Execution.Should().BeEquivalentTo(split.After);
        afterMove!.Execution.Should().BeEquivalentTo(moved.After);
        afterJoin!.Execution.Should().BeEquivalentTo(joined.After);
    }

    [Fact]
    public async Task Commit_EndedThatCanBeRedriven_KeepsItsStateUntilTheRedrive()
    {
        var start = _samples.Start(1, "a");
        await Store.CommitAsync(start, default);
        var failed = start.After with { Status = ExecutionStatus.Failed, StopTime = SampleExecutions.Epoch.AddMinutes(1) };
        await Store.CommitAsync(new ExecutionCommit(1, start.Revision, start.After, new Transition(failed, [], [], Changed: true)), default);

        var kept = await Store.LoadAsync(1, default);
        var redriven = failed with { Status = ExecutionStatus.Running, StopTime = null, RedriveCount = 1, RedriveTime = SampleExecutions.Epoch.AddHours(1) };
        await Store.CommitAsync(new ExecutionCommit(1, start.Revision, kept!.Execution, new Transition(redriven, [], [], Changed: true)), default);

        kept.Execution.Should().BeEquivalentTo(failed);
        (await Store.LoadAsync(1, default))!.Execution.Should().BeEquivalentTo(redriven);
        var record = await Store.GetAsync(1, default);
        record!.Status.Should().Be(ExecutionStatus.Running);
        record.StopTime.Should().BeNull();
        record.RedriveCount.Should().Be(1);
    }

    [Fact]
    public async Task StateMachines_UpdatedAndDeleted_CurrentRevisionsAreRead()
    {
        var second = SampleExecutions.Revision(2) with { DefinitionId = "sha256:2", Definition = "{}" };
        await Store.AddRevisionAsync(second, default);
        await Store.AddRevisionAsync(SampleExecutions.Revision(3, 2, "returns"), default);

        var before = await Store.ReadStateMachinesAsync(default);
        await Store.DeleteStateMachineAsync(2, default);

        before.Select(r => r.Id).Should().Equal(2, 3);
        (await Store.ReadStateMachinesAsync(default)).Should().Equal(second);
        (await Store.ReadRevisionAsync(1, default)).Should().Be(SampleExecutions.Revision());
        (await Store.ReadLastRevisionAsync(default)).Should().Be((3L, 2L));
    }

    [Fact]
    public async Task GetOrAddSetting_Twice_KeepsTheFirst()
    {
        var first = await Store.GetOrAddSettingAsync("key", [1, 2], default);
        var second = await Store.GetOrAddSettingAsync("key", [3], default);

        first.Should().Equal(1, 2);
        second.Should().Equal(1, 2);
    }

    [Fact]
    public async Task WriteCatalog_EntriesWrittenReplacedAndRemoved_AreReadByPrefix()
    {
        await Store.WriteCatalogAsync([new("a/2", [2]), new("a/1", [1]), new("b/1", [9]), new("a/3", [3])], default);
        await Store.WriteCatalogAsync([new("a/1", [4]), new("a/3", null), new("a/none", null)], default);

        var entries = await Store.ReadCatalogAsync("a/", default);

        entries.Select(e => (e.Name, e.Value![0])).Should().Equal(("a/1", (byte)4), ("a/2", (byte)2));
    }

    [Fact]
    public async Task RemoveEnded_OldAndYoungAndRunning_OnlyTheOldGo()
    {
        await RunToEndAsync(1, "old");
        await Store.CommitAsync(_samples.Start(2, "running"), default);
        await RunToEndAsync(3, "young");
        await RunToEndAsync(4, "newest");
        var oldEnd = (await Store.GetAsync(1, default))!.StopTime!.Value;
        await Store.WriteCatalogAsync([new(CatalogEntry.RedriveOf(1), [1])], default);

        var step = await Store.RemoveEndedAsync(oldEnd.AddSeconds(1), 0, 2, default);
        var tooYoung = await Store.RemoveEndedAsync(oldEnd, step.LastId!.Value, 2, default);

        step.Should().Be(new RemovalStep(2, 1));
        tooYoung.Should().Be(new RemovalStep(null, 0));
        (await Store.GetAsync(1, default)).Should().BeNull();
        (await Store.FindAsync("orders", "old", default)).Should().BeNull();
        (await Store.ReadHistoryAsync(1, 1, descending: false, 100, default)).Should().BeEmpty();
        (await Store.ReadCatalogAsync(CatalogEntry.RedriveOf(1), default)).Should().BeEmpty();
        (await Store.ReadHistoryAsync(3, 1, descending: false, 100, default)).Should().NotBeEmpty();
        (await Store.LoadAsync(2, default)).Should().NotBeNull();
    }

    [Fact]
    public async Task RemoveEnded_TheNewestExecution_StaysSoThatItsIdIsNotGivenAgain()
    {
        await RunToEndAsync(1, "a");
        await RunToEndAsync(2, "b");

        var step = await Store.RemoveEndedAsync(DateTimeOffset.MaxValue, 0, 10, default);

        step.Removed.Should().Be(1);
        (await Store.GetAsync(2, default)).Should().NotBeNull();
    }

    [Fact]
    public async Task RemoveEnded_OfAName_TheNameIsFree()
    {
        await RunToEndAsync(1, "a");
        await RunToEndAsync(2, "b");
        await Store.RemoveEndedAsync(DateTimeOffset.MaxValue, 0, 10, default);

        await Store.CommitAsync(_samples.Start(3, "a"), default);

        (await Store.FindAsync("orders", "a", default))!.ExecutionId.Should().Be(3);
    }

    protected abstract Task<IExecutionStore> OpenAsync();

    protected virtual ValueTask CleanUpAsync() => ValueTask.CompletedTask;

    private static Frame Child(int id, FrameWait wait) => new()
    {
        Id = id,
        ParentId = 0,
        Index = id - 1,
        StateName = "Branch",
        Input = Payload.FromText("[1]"),
        EnteredEventId = 3,
        EnteredTime = SampleExecutions.Epoch,
        PreviousEventId = 3,
        Item = Payload.FromText("\"item\""),
        Wait = wait,
    };

    private static ExecutionCommit Changed(Execution before, ExecutionCommit start, params Frame[] frames) =>
        new(1, start.Revision, before, new Transition(
            before with { Frames = frames.ToImmutableSortedDictionary(f => f.Id, f => f), NextFrameId = 3 }, [], [], Changed: true));

    private async Task<IReadOnlyList<ExecutionCommit>> RunToEndAsync(long id, string name)
    {
        var start = _samples.Start(id, name);
        var sleep = _samples.Sleep(start);
        var end = _samples.End(sleep);
        foreach (var commit in new[] { start, sleep, end })
        {
            await Store.CommitAsync(commit, default);
        }

        return [start, sleep, end];
    }
}
