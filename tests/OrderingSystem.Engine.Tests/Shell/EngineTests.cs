using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.Stores;
using OrderingSystem.Engine.Stores.InMemory;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.History;

namespace OrderingSystem.Engine.Tests.Shell;

public sealed class EngineTests : IAsyncDisposable
{
    private readonly InMemoryExecutionStore _store = new();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task StartExecution_TaskThenEnd_RunsToSuccess()
    {
        await using var harness = await EngineHarness.StartAsync(_store, new TestFunctions().On("book", call => ServiceResult.Success(call.Parameters)));
        var execution = await harness.StartExecutionAsync(await harness.CreateAsync(Machines.OneTask), "o-1", """{ "a": 1 }""");

        var ended = await harness.Api.WaitForEndAsync(execution, default);

        execution.Should().Be("arn:aws:states:us-east-1:123456789012:execution:orders:o-1");
        ended.Status.Should().Be(ExecutionStatus.Succeeded);
        ended.Output!.ToString().Should().Be("""{ "a": 1 }""");
        (await harness.HistoryAsync(execution)).Select(e => e.Type).Should().Equal(
            HistoryEventType.ExecutionStarted, HistoryEventType.TaskStateEntered, HistoryEventType.LambdaFunctionScheduled,
            HistoryEventType.LambdaFunctionStarted, HistoryEventType.LambdaFunctionSucceeded, HistoryEventType.TaskStateExited,
            HistoryEventType.ExecutionSucceeded);
        harness.Engine.ResidentExecutions.Should().Be(0);
    }

    [Fact]
    public async Task Waking_OneMillisecondBefore_NothingHappens()
    {
        await using var harness = await EngineHarness.StartAsync(_store, new TestFunctions());
        var execution = await harness.StartExecutionAsync(await harness.CreateAsync(Machines.Wait));
        var due = await harness.Engine.Idle.WhenIdleAsync(default);

        harness.Clock.SetUtcNow(due!.Value.AddMilliseconds(-1));
        _ = await harness.Engine.Idle.WhenIdleAsync(default);
        var before = await harness.Api.DescribeExecutionAsync(execution, default);
        harness.Clock.SetUtcNow(due.Value);
        var after = await harness.Api.WaitForEndAsync(execution, default);

        due.Should().Be(EngineHarness.Epoch.AddHours(1));
        before.Status.Should().Be(ExecutionStatus.Running);
        after.StopDate.Should().Be(due);
    }

    [Fact]
    public async Task Waking_ClockJumpsOverManyTimers_EachWakesOnceInItsOrder()
    {
        await using var harness = await EngineHarness.StartAsync(_store, new TestFunctions());
        var machine = await harness.CreateAsync(Machines.Wait);
        for (var i = 0; i < 2_000; i++)
        {
            _ = await harness.StartExecutionAsync(machine, $"e{i}");
        }

        _ = await harness.Engine.Idle.WhenIdleAsync(default);
        harness.Clock.SetUtcNow(EngineHarness.Epoch.AddDays(400));
        await harness.RunToRestAsync();

        var all = await _store.ListAsync(1, null, null, 3_000, default);
        all.Should().OnlyContain(e => e.Status == ExecutionStatus.Succeeded);
        (await harness.HistoryAsync("arn:aws:states:us-east-1:123456789012:execution:orders:e7")).Should().HaveCount(4);
    }

    [Fact]
    public async Task Recovery_CallInFlightWhenTheEngineStopped_IsMadeAgain()
    {
        var hangs = new TestFunctions().On("book", async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return ServiceResult.Success(Payload.Null);
        });
        string execution;
        await using (var first = await EngineHarness.StartAsync(_store, hangs))
        {
            execution = await first.StartExecutionAsync(await first.CreateAsync(Machines.OneTask));
        }

        var answers = new TestFunctions().On("book", _ => ServiceResult.Success(Payload.FromText("7")));
        await using var second = await EngineHarness.StartAsync(_store, answers);
        var ended = await second.Api.WaitForEndAsync(execution, default);

        ended.Output!.ToString().Should().Be("7");
        answers.Calls.Should().Equal("book");
    }

    [Fact]
    public async Task StartExecution_SameNameWhileItRuns_IsTheSameExecution()
    {
        await using var harness = await EngineHarness.StartAsync(_store, new TestFunctions());
        var machine = await harness.CreateAsync(Machines.Wait);
        var request = new StartExecutionRequest(machine, "o-1", """{"a":1}""");
        var first = await harness.Api.StartExecutionAsync(request, default);
        harness.Clock.Advance(TimeSpan.FromMinutes(1));

        var again = await harness.Api.StartExecutionAsync(request, default);
        var other = () => harness.Api.StartExecutionAsync(request with { Input = """{"a":2}""" }, default);

        again.Should().Be(first);
        (await other.Should().ThrowAsync<StepFunctionsException>()).Which.Code.Should().Be("ExecutionAlreadyExists");
        await harness.RunToRestAsync();
        var late = () => harness.Api.StartExecutionAsync(request, default);
        (await late.Should().ThrowAsync<StepFunctionsException>()).WithMessage("Execution Already Exists: 'arn:aws:states:us-east-1:123456789012:execution:orders:o-1'");
    }

    [Fact]
    public async Task SendTaskSuccess_RightWrongAndLateToken_AreToldApart()
    {
        TaskToken? token = null;
        var ask = new TestFunctions().On("Ask", call =>
        {
            token = call.Task.Token;
            return ServiceResult.Success(Payload.EmptyObject);
        });
        await using var harness = await EngineHarness.StartAsync(_store, ask);
        var execution = await harness.StartExecutionAsync(await harness.CreateAsync(Machines.Token));
        _ = await harness.Engine.Idle.WhenIdleAsync(default);
        var forged = new TaskToken((token!.Value.Value[0] == 'B' ? 'C' : 'B') + token.Value.Value[1..]);
        var lastChanged = new TaskToken(token.Value.Value[..^1] + (token.Value.Value[^1] == 'A' ? 'E' : 'A'));

        foreach (var wrong in new[] { forged, lastChanged, new TaskToken(""), new TaskToken("not a token"), new TaskToken(new string('A', 44)) })
        {
            var send = () => harness.Api.SendTaskSuccessAsync(wrong, Payload.Null, default);
            (await send.Should().ThrowAsync<StepFunctionsException>()).Which.Code.Should().Be("InvalidToken");
        }

        harness.Engine.ResidentExecutions.Should().Be(0, "it waits for its token on disk");
        await harness.Api.SendTaskHeartbeatAsync(token.Value, default);
        await harness.Api.SendTaskSuccessAsync(token.Value, Payload.FromText("42"), default);
        var late = () => harness.Api.SendTaskSuccessAsync(token.Value, Payload.FromText("43"), default);
        (await late.Should().ThrowAsync<StepFunctionsException>()).Which.Code.Should().Be("TaskTimedOut");
        (await harness.Api.DescribeExecutionAsync(execution, default)).Output!.ToString().Should().Be("42");
    }

    [Fact]
    public async Task StopExecution_CallIsRunning_IsCancelledAndAborted()
    {
        var started = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        var hangs = new TestFunctions().On("book", async (_, cancellationToken) =>
        {
            started.SetResult();
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                cancelled.SetResult(); // not by a registration: the delay's own may run first, and unwinding would remove it unheard
                throw;
            }

            return ServiceResult.Success(Payload.Null);
        });
        await using var harness = await EngineHarness.StartAsync(_store, hangs);
        var execution = await harness.StartExecutionAsync(await harness.CreateAsync(Machines.OneTask));
        await started.Task.WaitAsync(TimeSpan.FromSeconds(5));

        var stopped = await harness.Api.StopExecutionAsync(execution, "Enough", "by hand", default);

        stopped.Should().Be(EngineHarness.Epoch);
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(5));
        var ended = await harness.Api.DescribeExecutionAsync(execution, default);
        (ended.Status, ended.Error, ended.Cause).Should().Be((ExecutionStatus.Aborted, "Enough", "by hand"));
        (await harness.Api.StopExecutionAsync(execution, null, null, default)).Should().Be(stopped);
    }

    [Fact]
    public async Task Dispatch_ManyCallsOfOneFunction_KeepsToItsLimitAndBlocksNoOther()
    {
        var (running, most) = (0, 0);
        var full = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        var functions = new TestFunctions()
            .On("book", async (_, _) =>
            {
                var now = Interlocked.Increment(ref running);
                InterlockedMax(ref most, now);
                if (now == 3)
                {
                    _ = full.TrySetResult();
                }

                await release.Task;
                _ = Interlocked.Decrement(ref running);
                return ServiceResult.Success(Payload.Null);
            })
            .On("ship", _ => ServiceResult.Success(Payload.Null));
        var options = new EngineOptions { ShutdownGrace = TimeSpan.Zero, Tasks = new TaskDispatcherOptions { MaxPerResource = 3 } };
        await using var harness = await EngineHarness.StartAsync(_store, functions, options: options);
        var machine = await harness.CreateAsync(Machines.OneTask);
        var other = await harness.CreateAsync(Machines.OneTask.Replace("function:book", "function:ship", StringComparison.Ordinal), "ship");
        var executions = new List<string>();
        for (var i = 0; i < 20; i++)
        {
            executions.Add(await harness.StartExecutionAsync(machine));
        }

        var shipped = await harness.Api.WaitForEndAsync(await harness.StartExecutionAsync(other), default);
        await full.Task.WaitAsync(TimeSpan.FromSeconds(5));
        release.SetResult();
        foreach (var execution in executions)
        {
            (await harness.Api.WaitForEndAsync(execution, default)).Status.Should().Be(ExecutionStatus.Succeeded);
        }

        shipped.Status.Should().Be(ExecutionStatus.Succeeded);
        most.Should().Be(3);
    }

    [Fact]
    public async Task Dispatch_OneExecutionWithManyCalls_AnotherWithOneIsNotBehindThemAll()
    {
        var release = new SemaphoreSlim(0);
        var functions = new TestFunctions().On("book", async (_, _) =>
        {
            await release.WaitAsync(CancellationToken.None);
            return ServiceResult.Success(Payload.Null);
        });
        var options = new EngineOptions { ShutdownGrace = TimeSpan.Zero, Tasks = new TaskDispatcherOptions { MaxPerResource = 1 } };
        await using var harness = await EngineHarness.StartAsync(_store, functions, options: options);
        var many = await harness.CreateAsync(
            """
            { "StartAt": "Each", "States": { "Each": { "Type": "Map", "End": true, "ItemProcessor": { "StartAt": "Book", "States": { "Book": {
              "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:book", "TimeoutSeconds": 600, "End": true } } } } } }
            """,
            "many");
        var one = await harness.CreateAsync(Machines.OneTask, "one");
        var wide = await harness.StartExecutionAsync(many, "wide", $"[{string.Join(',', Enumerable.Range(0, 40))}]");
        var narrow = harness.Api.WaitForEndAsync(await harness.StartExecutionAsync(one), default);

        release.Release(3); // the one that runs, one more of the wide, and then it is the narrow's turn

        (await narrow).Status.Should().Be(ExecutionStatus.Succeeded);
        (await harness.Api.DescribeExecutionAsync(wide, default)).Status.Should().Be(ExecutionStatus.Running);
        release.Release(40);
        (await harness.Api.WaitForEndAsync(wide, default)).Status.Should().Be(ExecutionStatus.Succeeded);
        release.Dispose();
    }

    [Fact]
    public async Task Lists_PageByPage_GiveEverythingOnce()
    {
        await using var harness = await EngineHarness.StartAsync(_store, new TestFunctions());
        var machine = await harness.CreateAsync(Machines.Wait);
        for (var i = 0; i < 25; i++)
        {
            _ = await harness.StartExecutionAsync(machine, $"e{i}");
        }

        var names = new List<string>();
        string? token = null;
        do
        {
            var page = await harness.Api.ListExecutionsAsync(new ListExecutionsRequest(machine, ExecutionStatus.Running, new PageRequest(10, token)), default);
            names.AddRange(page.Items.Select(i => i.Name));
            token = page.NextToken;
        }
        while (token is not null);

        var history = await harness.Api.GetExecutionHistoryAsync(machine.Replace("stateMachine", "execution", StringComparison.Ordinal) + ":e1", reverseOrder: true, new PageRequest(1, null), default);
        var foreign = () => harness.Api.ListExecutionsAsync(new ListExecutionsRequest(machine, null, new PageRequest(10, history.NextToken)), default);
        names.Should().Equal(Enumerable.Range(0, 25).Reverse().Select(i => $"e{i}"));
        history.Items.Single().Id.Should().Be(2);
        (await foreign.Should().ThrowAsync<StepFunctionsException>()).Which.Code.Should().Be("InvalidToken");
    }

    [Fact]
    public async Task CreateStateMachine_AgainAndOtherwise_IsIdempotentOrRefused()
    {
        await using var harness = await EngineHarness.StartAsync(_store, new TestFunctions());
        var first = await harness.CreateAsync(Machines.Wait);

        var again = await harness.CreateAsync(Machines.Wait);
        var indented = () => harness.CreateAsync(Machines.Wait + " ");
        var wrong = () => harness.CreateAsync("""{ "StartAt": "X", "States": {} }""", "wrong");

        again.Should().Be(first);
        (await indented.Should().ThrowAsync<StepFunctionsException>()).Which.Code.Should().Be("StateMachineAlreadyExists");
        (await wrong.Should().ThrowAsync<StepFunctionsException>()).Which.Code.Should().Be("InvalidDefinition");
    }

    [Fact]
    public async Task UpdateStateMachine_WhileAnExecutionRuns_ItGoesOnWithItsOwnDefinition()
    {
        await using var harness = await EngineHarness.StartAsync(_store, new TestFunctions());
        var machine = await harness.CreateAsync(Machines.Wait);
        var old = await harness.StartExecutionAsync(machine, "old");

        _ = await harness.Api.UpdateStateMachineAsync(
            new UpdateStateMachineRequest(machine, """{ "StartAt": "End", "States": { "End": { "Type": "Succeed" } } }""", null), default);
        var young = await harness.StartExecutionAsync(machine, "young");
        await harness.RunToRestAsync();

        (await harness.HistoryAsync(old)).Select(e => e.Type).Should().Contain(HistoryEventType.WaitStateExited);
        (await harness.HistoryAsync(young)).Select(e => e.Type).Should().Contain(HistoryEventType.SucceedStateExited);
    }

    [Fact]
    public async Task Fault_OfTheStore_RefusesWritesAndIsTold()
    {
        await using var harness = await EngineHarness.StartAsync(_store, new TestFunctions());
        var machine = await harness.CreateAsync(Machines.Wait);

        _store.Fault("The disk is full.");
        var start = () => harness.StartExecutionAsync(machine);

        await start.Should().ThrowAsync<StoreFaultedException>().WithMessage("The disk is full.");
        harness.Engine.Faulted.IsCompleted.Should().BeTrue();
    }

    [Fact]
    public async Task Engines_AHundredSideBySide_EachSkipsAMonthOnItsOwnClock()
    {
        var month = Machines.Wait.Replace("3600", "2592000", StringComparison.Ordinal);
        var started = Stopwatch.GetTimestamp();

        await Task.WhenAll(Enumerable.Range(0, 100).Select(async i =>
        {
            await using var harness = await EngineHarness.StartAsync(new InMemoryExecutionStore(), new TestFunctions(), new FakeTimeProvider(EngineHarness.Epoch.AddDays(i)));
            var execution = await harness.StartExecutionAsync(await harness.CreateAsync(month));
            await harness.RunToRestAsync();
            (await harness.Api.DescribeExecutionAsync(execution, default)).StopDate.Should().Be(EngineHarness.Epoch.AddDays(i + 30));
        }));

        Stopwatch.GetElapsedTime(started).Should().BeLessThan(TimeSpan.FromSeconds(10));
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while (value > (seen = Volatile.Read(ref target)) && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }
}
