using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.History;
using OrderingSystem.StatesLanguage.Tests.Replay;

namespace OrderingSystem.StatesLanguage.Tests.States.Parallel;

public sealed class ParallelStateTests
{
    private const string TwoTasks = """
        "Branches": [
          { "StartAt": "A", "States": { "A": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:111111111111:function:a", "End": true } } },
          { "StartAt": "B", "States": { "B": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:111111111111:function:b", "End": true } } } ]
        """;

    [Fact]
    public void Run_LaterBranchEndsFirst_ResultsStandInTheOrderOfTheBranches()
    {
        var replay = Machine.Run(Machine.Of($$"""{ "Type": "Parallel", {{TwoTasks}}, "End": true }"""),
            script: task => ScriptedAnswer.Returns($"\"{task.StateName}\"") with { After = TimeSpan.FromSeconds(task.StateName == "A" ? 9 : 1) });

        replay.Execution.Output!.ToString().Should().Be("""["A","B"]""");
        replay.Now.Should().Be(ExecutionReplay.StartTime.AddSeconds(9));
    }

    [Fact]
    public void Run_BranchesComputeNothing_TheirTextIsSplicedAsItStands()
    {
        var replay = Machine.Run(
            Machine.Of("""{ "Type": "Parallel", "Branches": [ { "StartAt": "P", "States": { "P": { "Type": "Pass", "End": true } } } ], "End": true }"""), "{ \"a\" : 1.0 }");

        replay.Execution.Output!.ToString().Should().Be("[{ \"a\" : 1.0 }]");
    }

    [Fact]
    public void Run_OneBranchFails_OthersAreCalledOffAndTheErrorIsTheStates()
    {
        var replay = Machine.Run(Machine.Of($$"""{ "Type": "Parallel", {{TwoTasks}}, "End": true }"""),
            script: task => task.StateName == "A" ? ScriptedAnswer.Never : ScriptedAnswer.Throws("Boom", "broken"));

        var failed = replay.Only(HistoryEventType.LambdaFunctionFailed);
        replay.Events.Where(happened => happened.PreviousEventId == failed.Id).Select(happened => happened.Type).Should().Equal(
            HistoryEventType.TaskStateAborted, HistoryEventType.TaskStateAborted, HistoryEventType.ParallelStateFailed);
        replay.Commands.OfType<CancelTask>().Select(command => command.TaskId).Should().Equal(1);
        replay.Execution.Error.Should().Be(new StatesError("Boom", "broken"));
    }

    [Fact]
    public void Run_FailureIsRetried_AllBranchesBeginAnew()
    {
        var tries = new List<string>();
        var replay = Machine.Run(
            Machine.Of($$"""{ "Type": "Parallel", {{TwoTasks}}, "Retry": [ { "ErrorEquals": [ "Boom" ], "MaxAttempts": 1 } ], "End": true }"""),
            script: task =>
            {
                tries.Add(task.StateName);
                return tries.Count == 2 ? ScriptedAnswer.Throws("Boom") : ScriptedAnswer.Returns("1") with { After = TimeSpan.FromSeconds(1) };
            });

        tries.Should().Equal("A", "B", "A", "B");
        replay.Types().Count(type => type == HistoryEventType.ParallelStateStarted).Should().Be(2);
        replay.Types().Should().NotContain(HistoryEventType.ParallelStateFailed);
        replay.Execution.Output!.ToString().Should().Be("[1,1]");
    }

    [Fact]
    public void Run_FailureIsCaught_NothingOfTheBranchesStays()
    {
        var replay = Machine.Replay(
            $$"""
            { "StartAt": "S", "States": {
                "S": { "Type": "Parallel", {{TwoTasks}}, "Catch": [ { "ErrorEquals": [ "States.ALL" ], "ResultPath": "$.error", "Next": "Wait" } ], "End": true },
                "Wait": { "Type": "Wait", "Seconds": 60, "End": true } } }
            """,
            task => task.StateName == "A" ? ScriptedAnswer.Never : ScriptedAnswer.Throws("Boom"));
        replay.Start(ExecutionReplay.Facts("""{"id":7}"""));

        replay.Send(new TaskFailed(replay.Now, 0, 2, new StatesError("Boom", null)));

        replay.Execution.Frames.Should().ContainSingle().Which.Value.Input.ToString().Should().Be("""{"id":7,"error":{"Error":"Boom","Cause":""}}""");
    }

    [Fact]
    public void Run_VariableAssignedInABranch_IsSeenThereAlone()
    {
        var replay = Machine.Run("""
            { "StartAt": "Set", "States": {
                "Set": { "Type": "Pass", "Assign": { "outer": 1 }, "Next": "Both" },
                "Both": { "Type": "Parallel", "Next": "After", "Branches": [
                    { "StartAt": "In", "States": { "In": { "Type": "Pass", "Assign": { "inner.$": "$outer" }, "Next": "Out" }, "Out": { "Type": "Pass", "Parameters": { "v.$": "$inner" }, "End": true } } } ] },
                "After": { "Type": "Choice", "Choices": [ { "Variable": "$inner", "IsPresent": true, "Next": "Leaked" } ], "Default": "Done" },
                "Leaked": { "Type": "Fail" }, "Done": { "Type": "Succeed" } } }
            """);

        replay.Execution.Output!.ToString().Should().Be("""[{"v":1}]""");
    }

    [Fact]
    public void Run_ParallelInALoop_GoesOnUntilTheHistoryIsFull()
    {
        var replay = Machine.Run("""
            { "StartAt": "P", "States": {
                "P": { "Type": "Parallel", "Branches": [ { "StartAt": "X", "States": { "X": { "Type": "Pass", "Result": 1, "End": true } } } ], "Next": "P2" },
                "P2": { "Type": "Choice", "Choices": [ { "Variable": "$[0]", "NumericEquals": 1, "Next": "P" } ], "Default": "End" },
                "End": { "Type": "Succeed" } } }
            """);

        replay.Events.Should().HaveCount(25_000);
        replay.Execution.Error!.Name.Should().Be("States.Runtime");
    }
}
