using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.History;
using OrderingSystem.StatesLanguage.Tests.Replay;

namespace OrderingSystem.StatesLanguage.Tests.States.Map;

public sealed class DistributedMapStateTests
{
    private static string DoubledItems(string fields = "") => $$"""
        { "StartAt": "M", "States": {
            "M": { "Type": "Map", {{fields}} "ItemProcessor": { "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" }, "StartAt": "T",
                   "States": { "T": { "Type": "Task", "Resource": "{{Machine.Function}}", "End": true } } },
                   "Catch": [ { "ErrorEquals": [ "States.ExceedToleratedFailureThreshold" ], "Next": "Caught" } ], "End": true },
            "Caught": { "Type": "Pass", "Result": "caught", "End": true } } }
        """;

    [Fact]
    public void Run_EveryChildSucceeds_ResultsStandInTheOrderOfTheItems()
    {
        var replay = Machine.Run(DoubledItems(""" "ItemSelector": { "n.$": "$$.Map.Item.Value" }, """), "[1,2,3]", task => ScriptedAnswer.Returns(task.Parameters.ToString()));

        replay.Execution.Output!.ToString().Should().Be("""[{"n":1},{"n":2},{"n":3}]""");
        replay.Types().Should().NotContain(HistoryEventType.MapIterationStarted, "children have histories of their own");
    }

    [Fact]
    public void Run_MoreChildrenFailThanTolerated_RunFailsAndCanBeCaught()
    {
        var replay = Machine.Run(DoubledItems(), "[1]", _ => ScriptedAnswer.Throws("Boom"));

        replay.Execution.Output!.ToString().Should().Be("\"caught\"");
        replay.Only(HistoryEventType.MapRunFailed).Details.Should().Be(
            new ErrorDetails("States.ExceedToleratedFailureThreshold", "The specified tolerated failure threshold was exceeded"));
    }

    [Fact]
    public void Run_FailureIsTolerated_RunSucceeds()
    {
        var replay = Machine.Run(DoubledItems(""" "ToleratedFailurePercentage": 50, """), "[1,2]",
            task => task.Parameters.ToString() == "1" ? ScriptedAnswer.Throws("Boom") : ScriptedAnswer.Returns("\"fine\""));

        replay.Execution.Output!.ToString().Should().Be("""["fine"]""");
    }

    [Fact]
    public void Stop_RunIsUnderWay_RunIsCancelled()
    {
        var definition = Machine.Read(DoubledItems());
        var interpreter = new Interpreter(PredictableTokens.Instance);
        var started = interpreter.Start(definition, ExecutionReplay.Facts("[1]"), new StartRequested(ExecutionReplay.StartTime, 7));

        var stopped = interpreter.Advance(definition, started.Execution, new StopRequested(ExecutionReplay.StartTime, 0, null, null));

        started.Commands.Should().ContainSingle().Which.Should().BeOfType<StartMapRun>().Which.Plan.Should().Be(started.Execution.MapRunsUnderWay.Single());
        stopped.Execution.MapRunsUnderWay.Should().BeEmpty();
        stopped.Commands.Should().Equal(new CancelMapRun(1), new FinishExecution());
    }

    [Fact]
    public void Read_CallerCannotRunChildren_SaysSo()
    {
        var reading = StateMachineReader.Read(DoubledItems());

        reading.Diagnostics.Should().ContainSingle().Which.Code.Should().Be(DiagnosticCodes.Unsupported);
    }
}
