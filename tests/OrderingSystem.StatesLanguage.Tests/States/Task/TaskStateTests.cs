using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.History;
using OrderingSystem.StatesLanguage.Tests.Replay;

namespace OrderingSystem.StatesLanguage.Tests.States.Task;

public sealed class TaskStateTests
{
    [Fact]
    public void Enter_NothingComputed_TaskGetsTheClientsTextAsItStands()
    {
        const string Input = """{ "b" : 1,   "a":[ 1.50 ] }""";

        var replay = Machine.Run(Machine.Of($$"""{ "Type": "Task", "Resource": "{{Machine.Function}}", "End": true }"""), Input);

        replay.Commands.OfType<StartTask>().Single().Parameters.ToString().Should().Be(Input);
    }

    [Theory]
    [InlineData("arn:aws:states:::aws-sdk:sqs:sendMessage.waitForTaskToken", true)]
    [InlineData("arn:aws:states:::glue:startJobRun.sync", true)]
    [InlineData("arn:aws:states:us-east-1:111111111111:activity:manual", true)]
    [InlineData("arn:aws:states:::aws-sdk:sqs:sendMessage", false)]
    [InlineData("arn:aws:lambda:us-east-1:111111111111:function:work", false)]
    public void Enter_TaskThatSomebodyElseFinishes_HasAToken(string resource, bool hasToken)
    {
        var replay = Machine.Replay(Machine.Of($$"""{ "Type": "Task", "Resource": "{{resource}}", "End": true }"""), _ => ScriptedAnswer.Never);

        replay.Start(ExecutionReplay.Facts("{}"));

        (replay.Commands.OfType<StartTask>().Single().Token is not null).Should().Be(hasToken);
    }

    [Fact]
    public void Enter_TokenInParameters_IsTheTokenOfThisTry()
    {
        var replay = Machine.Run(
            Machine.Of($$"""
                { "Type": "Task", "Resource": "{{Machine.WaitForToken}}", "Parameters": { "MessageBody.$": "$$.Task.Token" }, "End": true,
                  "Retry": [ { "ErrorEquals": [ "Boom" ] } ] }
                """),
            script: task => task.RetryCount == 0 ? ScriptedAnswer.Throws("Boom") : ScriptedAnswer.Returns("{}"));

        replay.Commands.OfType<StartTask>().Select(task => task.Parameters.ToString())
            .Should().Equal("""{"MessageBody":"token-1"}""", """{"MessageBody":"token-2"}""");
    }

    [Fact]
    public void Resume_TimeoutReached_TaskIsCancelledAndFailsWithoutCause()
    {
        var replay = Machine.Run(Machine.Of($$"""{ "Type": "Task", "Resource": "{{Machine.Function}}", "TimeoutSeconds": 5, "End": true }"""), script: _ => ScriptedAnswer.Never);

        replay.Now.Should().Be(ExecutionReplay.StartTime.AddSeconds(5));
        replay.Only(HistoryEventType.LambdaFunctionTimedOut).Details.Should().Be(new ErrorDetails("States.Timeout", null));
        replay.Commands.Should().ContainEquivalentOf(new CancelTask(1));
        replay.Execution.Error.Should().Be(new StatesError("States.Timeout", null));
    }

    [Fact]
    public void Resume_HeartbeatMissed_IsATimeoutThatAHeartbeatCatcherTakes()
    {
        var replay = Machine.Run(
            """
            { "StartAt": "S", "States": {
                "S": { "Type": "Task", "Resource": "arn:aws:states:::aws-sdk:sqs:sendMessage.waitForTaskToken", "TimeoutSeconds": 60, "HeartbeatSeconds": 5, "End": true,
                       "Catch": [ { "ErrorEquals": [ "States.HeartbeatTimeout" ], "Next": "Caught" } ] },
                "Caught": { "Type": "Succeed" } } }
            """,
            script: _ => ScriptedAnswer.Never);

        replay.Now.Should().Be(ExecutionReplay.StartTime.AddSeconds(5));
        replay.Only(HistoryEventType.TaskTimedOut).Details.Should().BeOfType<TaskErrorDetails>().Which.Error.Should().Be("States.Timeout");
        replay.Execution.Output!.ToString().Should().Be("""{"Error":"States.Timeout","Cause":""}""");
    }

    [Fact]
    public void Advance_HeartbeatComes_TheNextIsDueFromThenOn()
    {
        var replay = Machine.Replay(Machine.Of($$"""{ "Type": "Task", "Resource": "{{Machine.WaitForToken}}", "HeartbeatSeconds": 10, "End": true }"""), _ => ScriptedAnswer.Never);
        replay.Start(ExecutionReplay.Facts("{}"));

        replay.Send(new TaskHeartbeat(ExecutionReplay.StartTime.AddSeconds(8), 0, 1));

        replay.Execution.NextDue.Should().Be(ExecutionReplay.StartTime.AddSeconds(18));
    }

    [Fact]
    public void Advance_ActivityIsTaken_HeartbeatsCountFromThenOn()
    {
        var replay = Machine.Replay(Machine.Of($$"""{ "Type": "Task", "Resource": "{{Machine.Activity}}", "HeartbeatSeconds": 10, "End": true }"""), _ => ScriptedAnswer.Never);
        replay.Start(ExecutionReplay.Facts("{}"));

        replay.Send(new ActivityTaskStarted(ExecutionReplay.StartTime.AddSeconds(7), 0, 1, "ann"));

        replay.Execution.NextDue.Should().Be(ExecutionReplay.StartTime.AddSeconds(17));
        replay.Execution.TasksInFlight.Should().BeEmpty("a worker has it");
        replay.Only(HistoryEventType.ActivityStarted).Details.Should().Be(new ActivityStartedDetails("ann"));
    }

    [Fact]
    public void Advance_AnswerToAnEarlierTry_ChangesNothing()
    {
        var replay = Machine.Replay(
            Machine.Of($$"""
                { "Type": "Task", "Resource": "{{Machine.Function}}", "TimeoutSeconds": 5, "End": true, "Retry": [ { "ErrorEquals": [ "States.Timeout" ], "IntervalSeconds": 1 } ] }
                """),
            _ => ScriptedAnswer.Never);
        replay.Start(ExecutionReplay.Facts("{}"));
        replay.Send(new TimeReached(ExecutionReplay.StartTime.AddSeconds(5), 0));
        replay.Send(new TimeReached(ExecutionReplay.StartTime.AddSeconds(6), 0));

        var late = replay.Send(new TaskSucceeded(ExecutionReplay.StartTime.AddSeconds(7), 0, 1, Payload.EmptyObject));
        var timely = replay.Send(new TaskSucceeded(ExecutionReplay.StartTime.AddSeconds(7), 0, 2, Payload.EmptyObject));

        late.Changed.Should().BeFalse();
        timely.Execution.Status.Should().Be(ExecutionStatus.Succeeded);
    }

    [Fact]
    public void Advance_SubmissionIsReportedTwice_SecondChangesNothing()
    {
        var replay = Machine.Replay(Machine.Of($$"""{ "Type": "Task", "Resource": "{{Machine.WaitForToken}}", "End": true }"""), _ => ScriptedAnswer.Never);
        replay.Start(ExecutionReplay.Facts("{}"));
        replay.Send(new TaskSubmitted(replay.Now, 0, 1, Payload.EmptyObject));

        var second = replay.Send(new TaskSubmitted(replay.Now, 0, 1, Payload.EmptyObject));

        second.Changed.Should().BeFalse();
        replay.Execution.TasksInFlight.Should().BeEmpty("the service has the message; only the token's holder is awaited");
    }

    [Fact]
    public void Resume_ResultLargerThanTheLimit_IsAnErrorThatStatesAllCatches()
    {
        var tooLarge = $"\"{new string('x', Payload.MaxBytes)}\"";
        var replay = Machine.Run(
            $$"""
            { "StartAt": "S", "States": {
                "S": { "Type": "Task", "Resource": "{{Machine.Function}}", "End": true, "Catch": [ { "ErrorEquals": [ "States.ALL" ], "Next": "Caught" } ] },
                "Caught": { "Type": "Succeed" } } }
            """,
            script: _ => ScriptedAnswer.Returns(tooLarge));

        replay.Execution.Status.Should().Be(ExecutionStatus.Succeeded);
        replay.Execution.Output!.ToString().Should().Contain("States.DataLimitExceeded").And.Contain(Machine.Function);
    }

    [Fact]
    public void Resume_ResultAsLargeAsTheLimit_Passes()
    {
        var largest = $"\"{new string('x', Payload.MaxBytes - 2)}\"";

        var replay = Machine.Run(Machine.Of($$"""{ "Type": "Task", "Resource": "{{Machine.Function}}", "End": true }"""), script: _ => ScriptedAnswer.Returns(largest));

        replay.Execution.Output!.Bytes.Should().Be(Payload.MaxBytes);
    }

    [Fact]
    public void Enter_ParametersLargerThanTheLimit_FailsBeforeTheTaskIsScheduled()
    {
        var half = new string('x', Payload.MaxBytes / 2);

        var replay = Machine.Run(
            Machine.Of($$"""{ "Type": "Task", "Resource": "{{Machine.Function}}", "Parameters": { "a.$": "$.x", "b.$": "$.x" }, "End": true }"""), $$"""{"x":"{{half}}"}""");

        replay.Execution.Error!.Name.Should().Be("States.DataLimitExceeded");
        replay.Commands.OfType<StartTask>().Should().BeEmpty();
    }

    [Fact]
    public void Enter_ParameterIsMissing_FailsBeforeTheTaskIsScheduled()
    {
        var replay = Machine.Run(Machine.Of("""
            { "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "Parameters": { "MessageBody": "x" }, "Catch": [ { "ErrorEquals": [ "States.ALL" ], "Next": "S" } ], "End": true }
            """));

        replay.Execution.Error.Should().Be(new StatesError("States.Runtime", "An error occurred while executing the state 'S' (entered at the event id #2). "
            + "The Parameters '{\"MessageBody\":\"x\"}' could not be used to start the Task: [The field 'QueueUrl' is required but was missing]"));
        replay.Commands.OfType<StartTask>().Should().BeEmpty();
    }
}
