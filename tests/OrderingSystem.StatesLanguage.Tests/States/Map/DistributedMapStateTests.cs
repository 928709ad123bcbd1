using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Definition;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.History;
using OrderingSystem.StatesLanguage.MapRuns;
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

        started.Commands.Should().ContainSingle().Which.Should().Be(started.Execution.MapRunsUnderWay.Single());
        stopped.Execution.MapRunsUnderWay.Should().BeEmpty();
        stopped.Commands.Should().Equal(new CancelMapRun(1), new FinishExecution());
    }

    [Fact]
    public void Redrive_RunHasFailed_SameRunGoesOn()
    {
        var definition = Machine.Read(DoubledItems().Replace("\"Catch\"", "\"Retry\": [], \"Catch\"", StringComparison.Ordinal)
            .Replace("States.ExceedToleratedFailureThreshold", "Other", StringComparison.Ordinal));
        var interpreter = new Interpreter(PredictableTokens.Instance);
        var started = interpreter.Start(definition, ExecutionReplay.Facts("[1]"), new StartRequested(ExecutionReplay.StartTime, 7));
        var plan = started.Execution.MapRunsUnderWay.Single().Plan;
        var failed = interpreter.Advance(definition, started.Execution, new MapRunFailed(ExecutionReplay.StartTime, 0, plan.MapRunId, MapRun.ThresholdExceeded));

        var redriven = interpreter.Advance(definition, failed.Execution, new RedriveRequested(ExecutionReplay.StartTime, 1));

        failed.Commands.Should().Equal(new FinishExecution());
        redriven.Commands.Should().Equal(new StartMapRun(plan, RedriveCount: 1));
        redriven.Events.Select(e => (e.Type, e.PreviousEventId)).Should().Equal(
            (HistoryEventType.ExecutionRedriven, failed.Execution.LastEventId), (HistoryEventType.MapRunRedriven, redriven.Events[0].Id));
        redriven.Events[1].Details.Should().Be(new MapRunRedrivenDetails(plan.Arn, 1));
    }

    [Fact]
    public void Enter_ReaderBatcherAndWriter_PlanHasThemEvaluated()
    {
        var definition = Machine.Read("""
            { "StartAt": "M", "States": { "M": { "Type": "Map", "Label": "files",
                "ItemReader": { "Resource": "arn:aws:states:::s3:getObject", "Parameters": { "Bucket.$": "$.bucket", "Key": "items.csv" },
                    "ReaderConfig": { "InputType": "CSV", "CSVHeaderLocation": "GIVEN", "CSVHeaders": [ "id" ], "CSVDelimiter": "TAB", "MaxItemsPath": "$.most" } },
                "ItemBatcher": { "MaxItemsPerBatch": 3, "BatchInput": { "day.$": "$.day" } },
                "ResultWriter": { "Resource": "arn:aws:states:::s3:putObject", "Parameters": { "Bucket.$": "$.bucket", "Prefix": "results" } },
                "ItemProcessor": { "ProcessorConfig": { "Mode": "DISTRIBUTED" }, "StartAt": "P", "States": { "P": { "Type": "Pass", "End": true } } }, "End": true } } }
            """);

        var started = new Interpreter(PredictableTokens.Instance).Start(
            definition, ExecutionReplay.Facts("""{"bucket":"b","most":7,"day":"Monday"}"""), new StartRequested(ExecutionReplay.StartTime, 7));

        var plan = started.Execution.MapRunsUnderWay.Single().Plan;
        ItemSource.Of(plan.ItemReader!).Should().BeEquivalentTo(new ItemSource("b", "items.csv", null, null, ItemFormat.Csv, '\t', ["id"], null, 7));
        BatchLimits.Of(plan.ItemBatcher!).InputOf([JsonValue.True]).ToString().Should().Be("""{"BatchInput":{"day":"Monday"},"Items":[true]}""");
        ResultDestination.Of(plan.ResultWriter).Should().Be(new ResultDestination("b", "results", ResultTransformation.None, IsLines: false));
        started.Events.Single(e => e.Type == HistoryEventType.MapStateStarted).Details.Should().Be(new MapStateStartedDetails(0), "the service does not count what it has yet to read");
        plan.ProcessorName.Should().Be("machine/files");
    }

    [Theory]
    [InlineData("\"ItemReader\": { \"Resource\": \"arn:aws:states:::s3:getObject\", \"Parameters\": {} },", "/States/M/ItemReader")]
    [InlineData("\"ItemReader\": { \"Resource\": \"arn:aws:states:::dynamodb:scan\", \"Parameters\": {}, \"ReaderConfig\": { \"InputType\": \"JSON\" } },", "/States/M/ItemReader/Resource")]
    [InlineData("\"ItemReader\": { \"Resource\": \"arn:aws:states:::s3:getObject\", \"Parameters\": {}, \"ReaderConfig\": { \"InputType\": \"XML\" } },", "/States/M/ItemReader/ReaderConfig/InputType")]
    [InlineData("\"ItemReader\": { \"Resource\": \"arn:aws:states:::s3:getObject\", \"Parameters\": {}, \"ReaderConfig\": { \"InputType\": \"CSV\", \"CSVHeaderLocation\": \"GIVEN\" } },", "/States/M/ItemReader/ReaderConfig")]
    [InlineData("\"ItemBatcher\": { },", "/States/M/ItemBatcher")]
    [InlineData("\"ResultWriter\": { },", "/States/M/ResultWriter")]
    [InlineData("\"ResultWriter\": { \"WriterConfig\": { \"Transformation\": \"ZIP\", \"OutputType\": \"JSON\" } },", "/States/M/ResultWriter/WriterConfig/Transformation")]
    public void Read_WrongReaderBatcherOrWriter_ProblemStandsWhereItIs(string fields, string place)
    {
        var reading = StateMachineReader.Read(DoubledItems(fields));

        reading.Diagnostics.Should().Contain(diagnostic => diagnostic.Location == place);
        reading.Definition.Should().BeNull();
    }

    [Fact]
    public void Read_ReaderInInlineMap_SaysWhereItBelongs()
    {
        var reading = StateMachineReader.Read(DoubledItems("\"ItemBatcher\": { \"MaxItemsPerBatch\": 2 },").Replace("DISTRIBUTED", "INLINE", StringComparison.Ordinal));

        reading.Diagnostics.Should().ContainSingle().Which.Location.Should().Be("/States/M/ItemBatcher");
    }
}
