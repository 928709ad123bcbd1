using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.Stores;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.History;

namespace OrderingSystem.Engine.Tests.Shell;

/// <summary>Tasks that workers outside ask for.</summary>
public abstract class ActivityContract
{
    private const string Arn = "arn:aws:states:us-east-1:123456789012:activity:pack";

    private const string Machine =
        """
        { "StartAt": "Pack", "States": { "Pack": { "Type": "Task", "Resource": "arn:aws:states:us-east-1:123456789012:activity:pack",
          "HeartbeatSeconds": 60, "TimeoutSeconds": 600, "End": true } } }
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task GetActivityTask_TaskCameBeforeOrAfterTheWorker_EachWorkerGetsOne()
    {
        await using var harness = await StartAsync();
        var machine = await harness.CreateAsync(Machine);
        var early = harness.Api.GetActivityTaskAsync(Arn, "early", default);
        var first = await harness.StartExecutionAsync(machine, "e1", """{"n":1}""");
        var taken = await early.WaitAsync(Patience);

        var second = await harness.StartExecutionAsync(machine, "e2", """{"n":2}""");
        var late = await harness.Api.GetActivityTaskAsync(Arn, null, default).WaitAsync(Patience);
        await harness.Api.SendTaskSuccessAsync(taken!.Token, Payload.FromText("1"), default);
        await harness.Api.SendTaskFailureAsync(late!.Token, "Broken", "box", default);

        (taken.Input.ToString(), late.Input.ToString()).Should().Be(("""{"n":1}""", """{"n":2}"""));
        (await harness.Api.DescribeExecutionAsync(first, default)).Output!.ToString().Should().Be("1");
        (await harness.Api.DescribeExecutionAsync(second, default)).Error.Should().Be("Broken");
        (await harness.HistoryAsync(first)).Select(e => e.Type).Should().Equal(
            HistoryEventType.ExecutionStarted, HistoryEventType.TaskStateEntered, HistoryEventType.ActivityScheduled, HistoryEventType.ActivityStarted,
            HistoryEventType.ActivitySucceeded, HistoryEventType.TaskStateExited, HistoryEventType.ExecutionSucceeded);
        (await harness.HistoryAsync(first))[3].Details.Should().Be(new ActivityStartedDetails("early"));
    }

    [Fact]
    public async Task GetActivityTask_EngineStoppedBeforeAnybodyTookIt_IsHandedOutAfterwards()
    {
        string execution;
        await using (var first = await StartAsync())
        {
            execution = await first.StartExecutionAsync(await first.CreateAsync(Machine), "e1", "7");
        }

        await using var second = await EngineHarness.StartAsync(Open(), new TestFunctions());
        var task = await second.Api.GetActivityTaskAsync(Arn, "w", default).WaitAsync(Patience);
        await second.Api.SendTaskSuccessAsync(task!.Token, task.Input, default);

        (await second.Api.DescribeExecutionAsync(execution, default)).Output!.ToString().Should().Be("7");
    }

    [Fact]
    public async Task Worker_DiesWithTheTask_HeartbeatEndsItEvenAcrossARestart()
    {
        string execution;
        ActivityTask? task;
        await using (var first = await StartAsync())
        {
            execution = await first.StartExecutionAsync(await first.CreateAsync(Machine));
            task = await first.Api.GetActivityTaskAsync(Arn, "w", default).WaitAsync(Patience);
            first.Clock.Advance(TimeSpan.FromSeconds(50));
            await first.Api.SendTaskHeartbeatAsync(task!.Token, default);
            first.Clock.Advance(TimeSpan.FromSeconds(50));
            _ = await first.Engine.Idle.WhenIdleAsync(default).WaitAsync(Patience);
            (await first.Api.DescribeExecutionAsync(execution, default)).Status.Should().Be(ExecutionStatus.Running);
        }

        await using var second = await EngineHarness.StartAsync(Open(), new TestFunctions());
        await second.RunToRestAsync();

        var ended = await second.Api.DescribeExecutionAsync(execution, default);
        (ended.Status, ended.Error, ended.StopDate).Should().Be((ExecutionStatus.Failed, "States.Timeout", EngineHarness.Epoch.AddSeconds(110)));
        var late = () => second.Api.SendTaskSuccessAsync(task!.Token, Payload.Null, default);
        (await late.Should().ThrowAsync<StepFunctionsException>()).Which.Code.Should().Be("TaskTimedOut");
    }

    [Fact]
    public async Task GetActivityTask_TaskWasCalledOff_IsNotHandedOut()
    {
        await using var harness = await StartAsync();
        var machine = await harness.CreateAsync(Machine);
        var stopped = await harness.StartExecutionAsync(machine, "e1", "1");
        _ = await harness.Api.StopExecutionAsync(stopped, null, null, default);
        _ = await harness.StartExecutionAsync(machine, "e2", "2");

        var task = await harness.Api.GetActivityTaskAsync(Arn, null, default).WaitAsync(Patience);

        task!.Input.ToString().Should().Be("2");
    }

    [Fact]
    public async Task GetActivityTask_WorkerGoesAway_TheNextGetsTheTask()
    {
        await using var harness = await StartAsync();
        using var gone = new CancellationTokenSource();
        var impatient = harness.Api.GetActivityTaskAsync(Arn, null, gone.Token);
        await gone.CancelAsync();
        await FluentActions.Awaiting(() => impatient).Should().ThrowAsync<OperationCanceledException>();

        _ = await harness.StartExecutionAsync(await harness.CreateAsync(Machine), "e1", "1");
        var task = await harness.Api.GetActivityTaskAsync(Arn, null, default).WaitAsync(Patience);

        task!.Input.ToString().Should().Be("1");
    }

    [Fact]
    public async Task GetActivityTask_EngineStops_WorkerIsLetGo()
    {
        var harness = await StartAsync();
        var waiting = harness.Api.GetActivityTaskAsync(Arn, null, default);

        await harness.DisposeAsync();

        (await waiting.WaitAsync(Patience)).Should().BeNull();
    }

    [Fact]
    public async Task Activities_MadeAgainListedAndDeleted_AreKept()
    {
        await using (var first = await StartAsync())
        {
            var again = await first.Api.CreateActivityAsync("pack", default);
            var ship = await first.Api.CreateActivityAsync("ship", default);
            _ = await first.Api.CreateActivityAsync("load", default);
            await first.Api.DeleteActivityAsync(ship.ActivityArn, default);
            await first.Api.DeleteActivityAsync(ship.ActivityArn, default);
            again.Should().Be(new ActivityDescription(Arn, "pack", EngineHarness.Epoch));
        }

        await using var second = await EngineHarness.StartAsync(Open(), new TestFunctions());
        var page = await second.Api.ListActivitiesAsync(new PageRequest(1, null), default);
        var rest = await second.Api.ListActivitiesAsync(new PageRequest(1, page.NextToken), default);
        var missing = () => second.Api.GetActivityTaskAsync("arn:aws:states:us-east-1:123456789012:activity:ship", null, default);

        page.Items.Concat(rest.Items).Select(a => a.Name).Should().Equal("pack", "load");
        rest.NextToken.Should().BeNull();
        (await missing.Should().ThrowAsync<StepFunctionsException>()).WithMessage("Activity Does Not Exist: 'arn:aws:states:us-east-1:123456789012:activity:ship'");
    }

    [Fact]
    public async Task Activity_WasDeleted_TaskFailsBeforeItIsScheduled()
    {
        await using var harness = await StartAsync();
        await harness.Api.DeleteActivityAsync(Arn, default);

        var execution = await harness.StartExecutionAsync(await harness.CreateAsync(Machine));

        (await harness.Api.WaitForEndAsync(execution, default).WaitAsync(Patience)).Error.Should().Be("States.Runtime");
        (await harness.HistoryAsync(execution)).Should().NotContain(e => e.Type == HistoryEventType.ActivityScheduled);
    }

    [Fact]
    public async Task Tags_OfActivitiesAndStateMachines_AreKeptAndGoWithThem()
    {
        string machine;
        await using (var first = await StartAsync())
        {
            machine = await first.CreateAsync(Machine);
            await first.Api.TagResourceAsync(machine, [new ResourceTag("b", "1"), new ResourceTag("a", "")], default);
            await first.Api.TagResourceAsync(machine, [new ResourceTag("b", "2"), new ResourceTag("c", "3")], default);
            await first.Api.UntagResourceAsync(machine, ["c", "none"], default);
            await first.Api.TagResourceAsync(Arn, [new ResourceTag("x", "y")], default);
        }

        await using var second = await EngineHarness.StartAsync(Open(), new TestFunctions());
        var kept = await second.Api.ListTagsForResourceAsync(machine, default);
        await second.Api.DeleteActivityAsync(Arn, default);
        _ = await second.Api.CreateActivityAsync("pack", default);

        kept.Should().Equal(new ResourceTag("a", ""), new ResourceTag("b", "2"));
        (await second.Api.ListTagsForResourceAsync(Arn, default)).Should().BeEmpty();
        var unknown = () => second.Api.ListTagsForResourceAsync(machine + "x", default);
        (await unknown.Should().ThrowAsync<StepFunctionsException>()).Which.Code.Should().Be("ResourceNotFound");
    }

    /// <summary>Opens the test's store; the second time with what the first left in it.</summary>
    protected abstract IExecutionStore Open();

    private async Task<EngineHarness> StartAsync()
    {
        var harness = await EngineHarness.StartAsync(Open(), new TestFunctions());
        _ = await harness.Api.CreateActivityAsync("pack", default);
        return harness;
    }
}
