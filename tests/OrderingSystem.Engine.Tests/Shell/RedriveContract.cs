using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.Stores;
using OrderingSystem.Engine.Tasks;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.History;

namespace OrderingSystem.Engine.Tests.Shell;

/// <summary>What an execution that failed can be made to do again.</summary>
public abstract class RedriveContract
{
    private const string Retried =
        """
        { "StartAt": "First", "States": {
          "First": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:first", "Next": "Book" },
          "Book": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:book",
            "Retry": [ { "ErrorEquals": [ "Down" ], "IntervalSeconds": 1, "MaxAttempts": 2 } ], "End": true } } }
        """;

    private const string Branches =
        """
        { "StartAt": "Both", "States": { "Both": { "Type": "Parallel", "End": true, "Branches": [
          { "StartAt": "Good", "States": { "Good": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:good", "End": true } } },
          { "StartAt": "Rest", "States": {
            "Rest": { "Type": "Wait", "Seconds": 5, "Next": "Bad" },
            "Bad": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:bad", "End": true } } } ] } } }
        """;

    [Fact]
    public async Task Redrive_TaskThatUsedUpItsRetries_GoesOnFromItWithFreshRetries()
    {
        var failures = 0;
        var functions = new TestFunctions()
            .On("first", _ => ServiceResult.Success(Payload.FromText("1")))
            .On("book", call => ++failures <= 5 ? ServiceResult.Failure("Down", null) : ServiceResult.Success(call.Parameters));
        await using var harness = await EngineHarness.StartAsync(Open(), functions);
        var execution = await harness.StartExecutionAsync(await harness.CreateAsync(Retried));
        await harness.RunToRestAsync();
        var failed = await harness.Api.DescribeExecutionAsync(execution, default);

        harness.Clock.Advance(TimeSpan.FromDays(13));
        var redriven = await harness.Api.RedriveExecutionAsync(execution, null, default);
        await harness.RunToRestAsync();

        var ended = await harness.Api.DescribeExecutionAsync(execution, default);
        (failed.Status, failed.RedriveStatus, failed.RedriveStatusReason).Should().Be((ExecutionStatus.Failed, RedriveStatus.Redrivable, null));
        (ended.Status, ended.RedriveCount, ended.RedriveDate, ended.Output!.ToString()).Should().Be((ExecutionStatus.Succeeded, 1, redriven, "1"));
        (ended.RedriveStatus, ended.RedriveStatusReason).Should().Be((RedriveStatus.NotRedrivable, "Execution is SUCCEEDED and cannot be redriven"));
        functions.Calls.Should().Equal("first", "book", "book", "book", "book", "book", "book");
        var history = await harness.HistoryAsync(execution);
        history.Select(e => e.Id).Should().Equal(Enumerable.Range(1, history.Count).Select(i => (long)i));
        history.Select(e => e.Type).Should().ContainInOrder(
            HistoryEventType.ExecutionFailed, HistoryEventType.ExecutionRedriven, HistoryEventType.LambdaFunctionScheduled);
        history.Count(e => e.Type == HistoryEventType.TaskStateEntered).Should().Be(2, "the state was entered before");
    }

    [Fact]
    public async Task Redrive_BranchOfAParallelFailed_TheOtherBranchIsNotRunAgain()
    {
        var failures = 0;
        var functions = new TestFunctions()
            .On("good", _ => ServiceResult.Success(Payload.FromText("\"kept\"")))
            .On("bad", _ => failures++ == 0 ? ServiceResult.Failure("Broken", "once") : ServiceResult.Success(Payload.FromText("\"mended\"")));
        await using var harness = await EngineHarness.StartAsync(Open(), functions);
        var execution = await harness.StartExecutionAsync(await harness.CreateAsync(Branches));
        await harness.RunToRestAsync();

        _ = await harness.Api.RedriveExecutionAsync(execution, null, default);
        await harness.RunToRestAsync();

        var ended = await harness.Api.DescribeExecutionAsync(execution, default);
        (ended.Status, ended.Output!.ToString()).Should().Be((ExecutionStatus.Succeeded, """["kept","mended"]"""));
        functions.Calls.Should().Equal("good", "bad", "bad");
    }

    [Fact]
    public async Task Redrive_AbortedAndTimedOutExecutions_GoOnTwiceIfNeedBe()
    {
        await using var harness = await EngineHarness.StartAsync(Open(), new TestFunctions());
        var timesOut = await harness.StartExecutionAsync(await harness.CreateAsync(
            """{ "StartAt": "Pause", "TimeoutSeconds": 60, "States": { "Pause": { "Type": "Wait", "Seconds": 90, "End": true } } }""", "short"));
        var aborted = await harness.StartExecutionAsync(await harness.CreateAsync(Machines.Wait));
        _ = await harness.Api.StopExecutionAsync(aborted, "Enough", null, default);
        await harness.RunToRestAsync();

        foreach (var execution in new[] { aborted, timesOut, timesOut })
        {
            _ = await harness.Api.RedriveExecutionAsync(execution, null, default);
            await harness.RunToRestAsync();
        }

        (await harness.Api.DescribeExecutionAsync(aborted, default)).Status.Should().Be(ExecutionStatus.Succeeded);
        var last = await harness.Api.DescribeExecutionAsync(timesOut, default);
        (last.Status, last.RedriveCount).Should().Be((ExecutionStatus.TimedOut, 2));
    }

    [Fact]
    public async Task Redrive_NotAllowed_SaysWhyInTheServicesWords()
    {
        var functions = new TestFunctions().On("book", _ => ServiceResult.Failure("Broken", null));
        await using var harness = await EngineHarness.StartAsync(Open(), functions);
        var machine = await harness.CreateAsync(Machines.OneTask);
        var (late, orphan) = (await harness.StartExecutionAsync(machine, "late"), await harness.StartExecutionAsync(await harness.CreateAsync(Machines.OneTask, "gone")));
        await harness.RunToRestAsync();
        var running = await harness.StartExecutionAsync(await harness.CreateAsync(Machines.Wait.Replace("3600", "31536000", StringComparison.Ordinal), "waits"));
        await harness.Api.DeleteStateMachineAsync("arn:aws:states:us-east-1:123456789012:stateMachine:gone", default);
        harness.Clock.Advance(TimeSpan.FromDays(14) + TimeSpan.FromMilliseconds(1));

        foreach (var (execution, reason) in new[]
        {
            (late, "Execution redrivable period exceeded"),
            (orphan, "State machine is in DELETING status"),
            (running, "Execution is RUNNING and cannot be redriven"),
        })
        {
            var redrive = () => harness.Api.RedriveExecutionAsync(execution, null, default);

            (await redrive.Should().ThrowAsync<StepFunctionsException>()).WithMessage(reason).Which.Code.Should().Be("ExecutionNotRedrivable");
            var described = await harness.Api.DescribeExecutionAsync(execution, default);
            (described.RedriveStatus, described.RedriveStatusReason).Should().Be((RedriveStatus.NotRedrivable, reason));
        }
    }

    [Fact]
    public async Task Redrive_SameClientToken_IsDoneOnceEvenAcrossARestart()
    {
        var functions = new TestFunctions().On("book", _ => ServiceResult.Failure("Broken", null));
        var store = new UnreliableStore(Open());
        string execution;
        DateTimeOffset first;
        await using (var harness = await EngineHarness.StartAsync(store, functions))
        {
            execution = await harness.StartExecutionAsync(await harness.CreateAsync(Machines.OneTask));
            await harness.RunToRestAsync();
            store.Committing = _ => throw new StoreFaultedException("the process dies between the token and the redrive");
            var lost = () => harness.Api.RedriveExecutionAsync(execution, "token-1", default);
            await lost.Should().ThrowAsync<StoreFaultedException>();
        }

        await using (var harness = await EngineHarness.StartAsync(Open(), functions))
        {
            first = await harness.Api.RedriveExecutionAsync(execution, "token-1", default);
            await harness.RunToRestAsync();
        }

        await using var restarted = await EngineHarness.StartAsync(Open(), functions);
        var again = await restarted.Api.RedriveExecutionAsync(execution, "token-1", default);
        var countAfterRepeat = (await restarted.Api.DescribeExecutionAsync(execution, default)).RedriveCount;
        restarted.Clock.Advance(TimeSpan.FromMinutes(16));
        _ = await restarted.Api.RedriveExecutionAsync(execution, "token-1", default);
        await restarted.RunToRestAsync();

        again.Should().Be(first);
        countAfterRepeat.Should().Be(1);
        (await restarted.Api.DescribeExecutionAsync(execution, default)).RedriveCount.Should().Be(2);
    }

    /// <summary>Opens the test's store; the second time with what the first left in it.</summary>
    protected abstract IExecutionStore Open();
}
