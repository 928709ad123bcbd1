using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.Stores;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Engine.Tests.Shell;

/// <summary>Executions of Express state machines: in memory, five minutes at most, run again after a crash where nobody waits for the answer.</summary>
public abstract class ExpressContract
{
    private const string Retried =
        """
        { "StartAt": "Book", "States": { "Book": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:book",
          "Retry": [ { "ErrorEquals": [ "Down" ], "IntervalSeconds": 7, "MaxAttempts": 2 } ], "End": true } } }
        """;

    private const string LongWait = """{ "StartAt": "W", "States": { "W": { "Type": "Wait", "Seconds": 301, "End": true } } }""";

    [Fact]
    public async Task StartSync_TaskThatFailsTwice_AnswersWithItsOutputAndWhatItIsBilled()
    {
        var calls = 0;
        var functions = new TestFunctions().On("book", call => ++calls < 3 ? ServiceResult.Failure("Down", null) : ServiceResult.Success(call.Parameters));
        await using var harness = await EngineHarness.StartAsync(Open(), functions);
        var machine = await CreateAsync(harness, Retried);

        var running = harness.Api.StartSyncExecutionAsync(new StartExecutionRequest(machine, "o-1", """{ "a": 1 }""", "Root=1"), default);
        await harness.RunToRestAsync();
        var ended = await running;

        (ended.Status, ended.Name, ended.Output!.ToString(), ended.Error, ended.TraceHeader).Should().Be((ExecutionStatus.Succeeded, "o-1", """{ "a": 1 }""", null, "Root=1"));
        ended.ExecutionArn.Should().MatchRegex("^arn:aws:states:us-east-1:123456789012:express:orders:o-1:[0-9a-f-]{36}$");
        (ended.StartDate, ended.StopDate).Should().Be((EngineHarness.Epoch, EngineHarness.Epoch.AddSeconds(21)));
        (ended.BilledMilliseconds, ended.BilledMegabytes).Should().Be((21_000, 64));
    }

    [Fact]
    public async Task StartSync_BranchesThatEndInFailure_AnswersWithErrorAndCause()
    {
        const string Failing = """
            { "StartAt": "Both", "States": { "Both": { "Type": "Parallel", "End": true, "Branches": [
              { "StartAt": "Slow", "States": { "Slow": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:slow", "End": true } } },
              { "StartAt": "Rest", "States": { "Rest": { "Type": "Wait", "Seconds": 1, "Next": "Bad" }, "Bad": { "Type": "Fail", "Error": "Oops", "Cause": "why" } } } ] } } }
            """;
        var (called, cancelled) = (new TaskCompletionSource(), new TaskCompletionSource());
        var functions = new TestFunctions().On("slow", async (_, cancellationToken) =>
        {
            called.SetResult();
            await using var registration = cancellationToken.Register(cancelled.SetResult);
            await cancelled.Task;
            return ServiceResult.Failure("Late", null);
        });
        await using var harness = await EngineHarness.StartAsync(Open(), functions);

        var running = harness.Api.StartSyncExecutionAsync(new StartExecutionRequest(await CreateAsync(harness, Failing), null, null), default);
        await called.Task.WaitAsync(TimeSpan.FromSeconds(20));
        harness.Clock.Advance(TimeSpan.FromMilliseconds(1_001));
        var ended = await running;

        (ended.Status, ended.Output, ended.Error, ended.Cause, ended.BilledMilliseconds).Should().Be((ExecutionStatus.Failed, null, "Oops", "why", 1_100));
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task StartSync_LongerThanFiveMinutes_IsTimedOut()
    {
        await using var harness = await EngineHarness.StartAsync(Open(), new TestFunctions());
        var machine = await CreateAsync(harness, LongWait);

        var running = harness.Api.StartSyncExecutionAsync(new StartExecutionRequest(machine, null, null), default);
        await harness.RunToRestAsync();

        var ended = await running;
        (ended.Status, ended.Error, ended.StopDate - ended.StartDate).Should().Be((ExecutionStatus.TimedOut, "States.Timeout", TimeSpan.FromMinutes(5)));
    }

    [Fact]
    public async Task Start_SameNameTwice_RunsTwiceAndKeepsNoRecord()
    {
        var functions = new TestFunctions().On("book", call => ServiceResult.Success(call.Parameters));
        await using var harness = await EngineHarness.StartAsync(Open(), functions);
        var machine = await CreateAsync(harness, Retried);

        var first = await harness.StartExecutionAsync(machine, "o-1");
        var second = await harness.StartExecutionAsync(machine, "o-1");
        await harness.RunToRestAsync();

        first.Should().NotBe(second);
        functions.Calls.Should().Equal("book", "book");
        var describe = () => harness.Api.DescribeExecutionAsync(first, default);
        (await describe.Should().ThrowAsync<StepFunctionsException>()).Which.Message.Should().Be("Invalid Arn: 'Resource type not valid in this context: express'");
        var list = () => harness.Api.ListExecutionsAsync(new ListExecutionsRequest(machine, null, new PageRequest(0, null)), default);
        (await list.Should().ThrowAsync<StepFunctionsException>()).Which.Code.Should().Be("StateMachineTypeNotSupported");
    }

    [Fact]
    public async Task StartSync_StandardStateMachine_IsRefused()
    {
        await using var harness = await EngineHarness.StartAsync(Open(), new TestFunctions());
        var machine = await harness.CreateAsync(Machines.Wait);

        var start = () => harness.Api.StartSyncExecutionAsync(new StartExecutionRequest(machine, null, null), default);

        (await start.Should().ThrowAsync<StepFunctionsException>()).Which.Code.Should().Be("StateMachineTypeNotSupported");
    }

    [Fact]
    public async Task Start_EngineStopsBeforeTheEnd_RunsAgainFromTheBeginningOnce()
    {
        var called = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var hanging = new TestFunctions().On("book", async (_, cancellationToken) =>
        {
            called.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return ServiceResult.Success(Payload.Null);
        });
        var answering = new TestFunctions().On("book", call => ServiceResult.Success(call.Parameters));
        var never = new TestFunctions();
        await using (var first = await EngineHarness.StartAsync(Open(), hanging))
        {
            _ = await first.StartExecutionAsync(await CreateAsync(first, Retried), "o-1", """{"a":1}""");
            await called.Task.WaitAsync(TimeSpan.FromSeconds(20));
        }

        await using (var second = await EngineHarness.StartAsync(Open(), answering))
        {
            await second.Engine.Recovery;
            await second.RunToRestAsync();
        }

        await using var third = await EngineHarness.StartAsync(Open(), never);
        await third.Engine.Recovery;
        await third.RunToRestAsync();

        answering.Calls.Should().Equal("book");
        never.Calls.Should().BeEmpty();
    }

    [Fact]
    public async Task Start_MoreThanMemoryIsSetAsideFor_IsThrottledAndNotRunLater()
    {
        await using (var harness = await EngineHarness.StartAsync(Open(), new TestFunctions(), options: new EngineOptions { ShutdownGrace = TimeSpan.Zero, MaxExpressExecutions = 1 }))
        {
            var machine = await CreateAsync(harness, LongWait);
            _ = await harness.StartExecutionAsync(machine);

            var start = () => harness.StartExecutionAsync(machine);

            (await start.Should().ThrowAsync<StepFunctionsException>()).Which.Code.Should().Be("ThrottlingException");
        }

        await using var next = await EngineHarness.StartAsync(Open(), new TestFunctions());
        await next.Engine.Recovery;
        next.Engine.ExpressExecutions.Should().Be(1);
    }

    /// <summary>The same store each time.</summary>
    protected abstract IExecutionStore Open();

    private static async Task<string> CreateAsync(EngineHarness harness, string definition) =>
        (await harness.Api.CreateStateMachineAsync(new CreateStateMachineRequest("orders", definition, EngineHarness.Role, StateMachineType.Express), default)).StateMachineArn;
}
