using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.History;
using OrderingSystem.StatesLanguage.Tests.Replay;

namespace OrderingSystem.StatesLanguage.Tests.Running;

public sealed class ExecutionEndTests
{
    private static readonly string OneTask = Machine.Of($$"""{ "Type": "Task", "Resource": "{{Machine.Function}}", "End": true }""");

    [Fact]
    public void Stop_TaskIsInFlight_TaskIsCancelledAndTheStopFollowsEventZero()
    {
        var replay = Machine.Replay(OneTask, _ => ScriptedAnswer.Never);
        replay.Start(ExecutionReplay.Facts("{}"));

        var stopped = replay.Send(new StopRequested(replay.Now, 0, "Cancelled", "the customer changed her mind"));

        stopped.Execution.Status.Should().Be(ExecutionStatus.Aborted);
        stopped.Commands.Should().Equal(new CancelTask(1), new FinishExecution());
        stopped.Events.Should().ContainSingle().Which.Should().Match<HistoryEvent>(happened => happened.PreviousEventId == 0 && happened.Type == HistoryEventType.ExecutionAborted);
    }

    [Fact]
    public void Advance_MachinesOwnTimeoutComes_ExecutionTimesOutThoughTheTaskHasMoreTime()
    {
        var replay = Machine.Run(
            $$"""{ "TimeoutSeconds": 30, "StartAt": "S", "States": { "S": { "Type": "Task", "Resource": "{{Machine.Function}}", "TimeoutSeconds": 60, "End": true } } }""",
            script: _ => ScriptedAnswer.Never);

        replay.Execution.Status.Should().Be(ExecutionStatus.TimedOut);
        replay.Now.Should().Be(ExecutionReplay.StartTime.AddSeconds(30));
    }

    [Fact]
    public void Advance_HistoryIsFull_LastEventSaysSo()
    {
        var replay = Machine.Run("""{ "StartAt": "A", "States": { "A": { "Type": "Pass", "Next": "B" }, "B": { "Type": "Choice", "Choices": [ { "Variable": "$.x", "IsPresent": false, "Next": "A" } ], "Default": "C" }, "C": { "Type": "Succeed" } } }""");

        replay.Events.Should().HaveCount(25_000);
        replay.Events[^1].Should().Match<HistoryEvent>(happened => happened.Id == 25_000 && happened.Type == HistoryEventType.ExecutionFailed);
        replay.Execution.Error.Should().Be(new StatesError("States.Runtime", "The execution reached the maximum number of history events (25000)."));
        replay.Commands.Should().ContainSingle().Which.Should().BeOfType<FinishExecution>();
        replay.Send(new RedriveRequested(replay.Now, 0)).Changed.Should().BeFalse("there is no room for anything to happen");
    }

    [Fact]
    public void Advance_ClockWasSetBack_NoEventIsDatedBeforeTheOneThatLedToIt()
    {
        var replay = Machine.Replay(OneTask, _ => ScriptedAnswer.Never);
        replay.Start(ExecutionReplay.Facts("{}"));

        var transition = replay.Send(new TaskSucceeded(ExecutionReplay.StartTime.AddHours(-1), 0, 1, Payload.EmptyObject));

        transition.Events.Should().OnlyContain(happened => happened.Timestamp == ExecutionReplay.StartTime);
    }

    [Fact]
    public void Redrive_TaskHadFailedForGood_TaskRunsAgainWithFreshRetriesAndNoSecondEntry()
    {
        var isFixed = false;
        var replay = Machine.Replay(
            Machine.Of($$"""{ "Type": "Task", "Resource": "{{Machine.Function}}", "Retry": [ { "ErrorEquals": [ "States.ALL" ], "MaxAttempts": 1 } ], "End": true }"""),
            task => isFixed && task.RetryCount == 1 ? ScriptedAnswer.Returns("\"done\"") : ScriptedAnswer.Throws("Boom"));
        replay.Run(ExecutionReplay.Facts("{}"));
        isFixed = true;

        replay.Send(new RedriveRequested(replay.Now.AddDays(1), 0));
        replay.Continue();

        replay.Execution.Output!.ToString().Should().Be("\"done\"");
        replay.Types().Count(type => type == HistoryEventType.TaskStateEntered).Should().Be(1);
        replay.Only(HistoryEventType.ExecutionRedriven).Details.Should().Be(new ExecutionRedrivenDetails(1));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Redrive_ExecutionRunsOrSucceeded_ChangesNothing(bool isRunning)
    {
        var replay = Machine.Replay(OneTask, _ => isRunning ? ScriptedAnswer.Never : ScriptedAnswer.Returns("{}"));
        replay.Run(ExecutionReplay.Facts("{}"));

        replay.Send(new RedriveRequested(replay.Now, 0)).Changed.Should().BeFalse();
    }

    [Fact]
    public void Advance_OutputLargerThanTheLimit_FailsTheExecution()
    {
        var half = new string('x', Payload.MaxBytes / 2);

        var replay = Machine.Run(Machine.Of("""{ "Type": "Pass", "Parameters": { "a.$": "$.x", "b.$": "$.x" }, "End": true }"""), $$"""{"x":"{{half}}"}""");

        replay.Execution.Error!.Should().Be(
            new StatesError("States.DataLimitExceeded", "The state/task 'S' returned a result with a size exceeding the maximum number of bytes service limit."));
    }
}
