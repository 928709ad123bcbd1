using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.Stores;
using OrderingSystem.Engine.Stores.InMemory;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.History;

namespace OrderingSystem.Engine.Tests.Shell;

/// <summary>Whatever fails on the way from a stimulus to its commit, the stimulus is applied or its caller told that it was not.</summary>
public sealed class NothingLostTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly InMemoryExecutionStore _memory = new();
    private readonly UnreliableStore _store;

    public NothingLostTests() => _store = new UnreliableStore(_memory);

    public ValueTask DisposeAsync() => _memory.DisposeAsync();

    [Fact]
    public async Task TaskAnswer_CommitFailsAtFirst_IsCommittedAllTheSame()
    {
        var functions = new TestFunctions().On("book", _ => ServiceResult.Success(Payload.FromText("7")));
        await using var harness = await EngineHarness.StartAsync(_store, functions);
        var failures = 0;
        _store.Committing = commit => commit.Before is not null && failures++ < 2 ? throw new InvalidOperationException("out of memory") : Task.CompletedTask;

        var execution = await harness.StartExecutionAsync(await harness.CreateAsync(Machines.OneTask));
        var ended = await harness.Api.WaitForEndAsync(execution, default).WaitAsync(Patience);

        (ended.Status, ended.Output!.ToString()).Should().Be((ExecutionStatus.Succeeded, "7"));
        failures.Should().Be(3);
        functions.Calls.Should().Equal("book");
    }

    [Fact]
    public async Task TaskAnswer_CommitKeepsFailing_ExecutionEndsAsRuntimeErrorAndCanBeRedriven()
    {
        var functions = new TestFunctions().On("book", _ => ServiceResult.Success(Payload.FromText("7")));
        await using var harness = await EngineHarness.StartAsync(_store, functions);
        _store.Committing = commit => commit.After.Status == ExecutionStatus.Succeeded ? throw new InvalidOperationException("no such wait") : Task.CompletedTask;

        var execution = await harness.StartExecutionAsync(await harness.CreateAsync(Machines.OneTask));
        var failed = await harness.Api.WaitForEndAsync(execution, default).WaitAsync(Patience);
        _store.Committing = _ => Task.CompletedTask;
        _ = await harness.Api.RedriveExecutionAsync(execution, null, default);
        var ended = await harness.Api.WaitForEndAsync(execution, default).WaitAsync(Patience);

        (failed.Status, failed.Error, failed.Cause).Should().Be((ExecutionStatus.Failed, "States.Runtime", "The engine failed: InvalidOperationException: no such wait"));
        failed.RedriveStatus.Should().Be(RedriveStatus.Redrivable);
        ended.Status.Should().Be(ExecutionStatus.Succeeded);
        (await harness.HistoryAsync(execution)).Select(e => e.Id).Should().Equal(Enumerable.Range(1, 11).Select(i => (long)i));
    }

    [Fact]
    public async Task Timer_ItsCommitConflicts_IsAppliedToWhatIsStored()
    {
        await using var harness = await EngineHarness.StartAsync(_store, new TestFunctions());
        var execution = await harness.StartExecutionAsync(await harness.CreateAsync(Machines.Wait));
        var conflicts = 0;
        _store.Committing = commit => conflicts++ == 0 ? throw new ExecutionConflictException(commit.ExecutionId, commit.Before!.LastEventId) : Task.CompletedTask;

        await harness.RunToRestAsync();

        (await harness.Api.DescribeExecutionAsync(execution, default)).Status.Should().Be(ExecutionStatus.Succeeded);
        conflicts.Should().Be(2);
    }

    [Fact]
    public async Task TaskAnswer_AnotherTransitionWasCommittedFirst_TheFirstTerminalEventWins()
    {
        var functions = new TestFunctions().On("book", _ => ServiceResult.Success(Payload.FromText("7")));
        await using var harness = await EngineHarness.StartAsync(_store, functions);
        var overtaken = false;
        _store.Committing = async commit =>
        {
            if (commit.Before is { } before && !overtaken)
            {
                overtaken = true;
                var stop = Runtime.BrokenExecution.End(before, EngineHarness.Epoch, new InvalidOperationException("first"));
                await _memory.CommitAsync(commit with { Transition = stop }, default);
            }
        };

        var execution = await harness.StartExecutionAsync(await harness.CreateAsync(Machines.OneTask));
        _ = await harness.Engine.Idle.WhenIdleAsync(default).WaitAsync(Patience);

        var ended = await harness.Api.DescribeExecutionAsync(execution, default);
        (ended.Status, ended.Cause).Should().Be((ExecutionStatus.Failed, "The engine failed: InvalidOperationException: first"));
        (await harness.HistoryAsync(execution)).Count(e => e.Type == HistoryEventType.ExecutionFailed).Should().Be(1);
    }

    [Fact]
    public async Task Interpreter_KeepsThrowing_ExecutionEndsAsRuntimeErrorAndCanBeRedriven()
    {
        var functions = new TestFunctions().On("book", _ => ServiceResult.Success(Payload.FromText("7")));
        string execution;
        await using (var first = await EngineHarness.StartAsync(_store, functions))
        {
            execution = await first.StartExecutionAsync(await first.CreateAsync(Machines.Wait));
        }

        // A state that a release wrote and this one has no rule for: the frame stands in a state that its definition lacks.
        await _memory.CommitAsync(Strand((await _memory.LoadAsync(1, default))!), default);
        await using var second = await EngineHarness.StartAsync(_store, functions);
        await second.RunToRestAsync();

        var ended = await second.Api.DescribeExecutionAsync(execution, default);
        (ended.Status, ended.Error, ended.RedriveStatus).Should().Be((ExecutionStatus.Failed, "States.Runtime", RedriveStatus.Redrivable));
        ended.Cause.Should().StartWith("The engine failed: ");
        (await second.HistoryAsync(execution))[^1].Type.Should().Be(HistoryEventType.ExecutionFailed);
    }

    [Fact]
    public async Task SendTaskSuccess_StoreIsSlow_IsAcknowledgedAfterTheCommitOnly()
    {
        TaskToken? token = null;
        var ask = new TestFunctions().On("Ask", call =>
        {
            token = call.Task.Token;
            return ServiceResult.Success(Payload.EmptyObject);
        });
        await using var harness = await EngineHarness.StartAsync(_store, ask);
        var execution = await harness.StartExecutionAsync(await harness.CreateAsync(Machines.Token));
        _ = await harness.Engine.Idle.WhenIdleAsync(default).WaitAsync(Patience);
        var (arrived, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        _store.Committing = async _ =>
        {
            arrived.SetResult();
            await release.Task;
        };

        var sent = harness.Api.SendTaskSuccessAsync(token!.Value, Payload.FromText("42"), default);
        await arrived.Task.WaitAsync(Patience);
        var acknowledgedBefore = sent.IsCompleted;
        var before = await harness.Api.DescribeExecutionAsync(execution, default);
        release.SetResult();
        await sent.WaitAsync(Patience);
        var after = await harness.Api.DescribeExecutionAsync(execution, default);

        acknowledgedBefore.Should().BeFalse();
        before.Status.Should().Be(ExecutionStatus.Running);
        (after.Status, after.Output!.ToString()).Should().Be((ExecutionStatus.Succeeded, "42"));
    }

    [Fact]
    public async Task SendTaskSuccess_CommitAndEndBothFail_CallerIsToldAndTheTokenStaysGood()
    {
        TaskToken? token = null;
        var ask = new TestFunctions().On("Ask", call =>
        {
            token = call.Task.Token;
            return ServiceResult.Success(Payload.EmptyObject);
        });
        await using var harness = await EngineHarness.StartAsync(_store, ask);
        var execution = await harness.StartExecutionAsync(await harness.CreateAsync(Machines.Token));
        _ = await harness.Engine.Idle.WhenIdleAsync(default).WaitAsync(Patience);
        _store.Committing = _ => throw new InvalidOperationException("not now");

        var refused = () => harness.Api.SendTaskSuccessAsync(token!.Value, Payload.FromText("42"), default);
        await refused.Should().ThrowAsync<InvalidOperationException>();
        _store.Committing = _ => Task.CompletedTask;
        await harness.Api.SendTaskSuccessAsync(token!.Value, Payload.FromText("42"), default);

        (await harness.Api.DescribeExecutionAsync(execution, default)).Status.Should().Be(ExecutionStatus.Succeeded);
    }

    [Fact]
    public async Task Recovery_StoreCannotSayWhatWasInFlight_EngineStandsStillAndStillClosesTheStore()
    {
        _store.ReadingActive = () => throw new InvalidOperationException("bad sector");
        var harness = await EngineHarness.StartAsync(_store, new TestFunctions());

        var reason = await harness.Engine.Faulted.WaitAsync(Patience);
        await harness.Engine.Recovery.WaitAsync(Patience);
        var start = async () => await harness.StartExecutionAsync(await harness.CreateAsync(Machines.Wait));
        await start.Should().ThrowAsync<StoreFaultedException>();
        await harness.DisposeAsync();

        reason.Message.Should().Be("The executions that had calls in flight cannot be read: bad sector");
        _store.IsDisposed.Should().BeTrue();
    }

    [Fact]
    public async Task Read_FailsForAMoment_TheTimerIsNotLost()
    {
        await using var harness = await EngineHarness.StartAsync(_store, new TestFunctions());
        var execution = await harness.StartExecutionAsync(await harness.CreateAsync(Machines.Wait));
        _ = await harness.Engine.Idle.WhenIdleAsync(default).WaitAsync(Patience);
        var failures = 0;
        _store.Loading = _ => _ = failures++ < 2 ? throw new StoreFaultedException("The file is locked.") : 0;

        await harness.RunToRestAsync();

        (await harness.Api.DescribeExecutionAsync(execution, default)).Status.Should().Be(ExecutionStatus.Succeeded);
        harness.Engine.Faulted.IsCompleted.Should().BeFalse();
    }

    [Fact]
    public async Task Damage_OfOneExecution_LeavesTheOthersRecoveringAndWaking()
    {
        var hangs = new TestFunctions().On("book", async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return ServiceResult.Success(Payload.Null);
        });
        await using (var first = await EngineHarness.StartAsync(_store, hangs))
        {
            var (task, wait) = (await first.CreateAsync(Machines.OneTask, "tasks"), await first.CreateAsync(Machines.Wait, "waits"));
            for (var i = 0; i < 3; i++)
            {
                _ = await first.StartExecutionAsync(task, $"e{i}");
                _ = await first.StartExecutionAsync(wait, $"e{i}");
            }
        }

        _store.Loading = id => _ = id is 3 or 4 ? throw new StoredDataCorruptException("live", $"{id}", "not a state") : 0;
        await using var second = await EngineHarness.StartAsync(_store, new TestFunctions().On("book", _ => ServiceResult.Success(Payload.Null)));
        await second.Engine.Recovery.WaitAsync(Patience);
        _ = await second.Engine.Idle.WhenIdleAsync(default).WaitAsync(Patience);
        second.Clock.SetUtcNow(EngineHarness.Epoch.AddHours(2));
        _ = await second.Engine.Idle.WhenIdleAsync(default).WaitAsync(Patience);

        var all = (await _memory.ListAsync(1, null, null, 9, default)).Concat(await _memory.ListAsync(2, null, null, 9, default));
        all.Where(e => e.Status == ExecutionStatus.Running).Select(e => e.ExecutionId).Should().BeEquivalentTo([3L, 4L]);
        second.Engine.Faulted.IsCompleted.Should().BeFalse();
    }

    private static ExecutionCommit Strand(StoredExecution stored)
    {
        var frame = stored.Execution.Frames[Frame.RootId];
        var stranded = stored.Execution with { Frames = stored.Execution.Frames.SetItem(Frame.RootId, frame with { StateName = "Elsewhere" }) };
        return new ExecutionCommit(stored.ExecutionId, stored.Revision, stored.Execution, new Transition(stranded, [], [], Changed: true));
    }
}
