using CsCheck;
using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.History;
using OrderingSystem.StatesLanguage.Tests.Replay;

namespace OrderingSystem.StatesLanguage.Tests.States.Map;

public sealed class MapStateTests
{
    private static string TaskPerItem(string fields = "") => Machine.Of($$"""
        { "Type": "Map", {{fields}} "ItemProcessor": { "StartAt": "T", "States": { "T": { "Type": "Task", "Resource": "{{Machine.Function}}", "End": true } } }, "End": true }
        """);

    [Fact]
    public void Run_AnyMaxConcurrency_NeverMoreTasksAtOnceThanThat() => Gen.Select(Gen.Int[0, 60], Gen.Int[0, 45], Gen.Int[0, 99]).Sample((count, most, noise) =>
    {
        var open = new HashSet<long>();
        var peak = 0;
        var replay = new ExecutionReplay(Machine.Read(TaskPerItem($"\"MaxConcurrency\": {most},")), (task, execution) =>
        {
            peak = Math.Max(peak, execution.Frames.Values.Count(frame => frame.Wait is WaitingForTask));
            return ScriptedAnswer.Returns(task.Parameters.ToString()) with { After = TimeSpan.FromSeconds(task.TaskId * (noise + 7) % 11) };
        });
        var input = $"[{string.Join(',', Enumerable.Range(0, count))}]";

        replay.Run(ExecutionReplay.Facts(input));

        replay.Execution.Output!.ToString().Should().Be(input);
        peak.Should().Be(Math.Min(count, most is 0 or > 40 ? 40 : most));
    }, iter: 60);

    [Fact]
    public void Run_ItemSelector_SeesTheItemItsIndexAndTheWholeInput()
    {
        var replay = Machine.Run(
            TaskPerItem(""" "ItemsPath": "$.items", "ItemSelector": { "item.$": "$$.Map.Item.Value", "at.$": "$$.Map.Item.Index", "id.$": "$.id" }, "MaxConcurrency": 1, """),
            """{"id":"o-1","items":["a","b"]}""");

        replay.Commands.OfType<StartTask>().Select(task => task.Parameters.ToString())
            .Should().Equal("""{"item":"a","at":0,"id":"o-1"}""", """{"item":"b","at":1,"id":"o-1"}""");
    }

    [Fact]
    public void Run_ItemSelectorFailsForALaterItem_StateFails()
    {
        var replay = Machine.Run(
            $$"""
            { "StartAt": "S", "States": {
                "S": { "Type": "Map", "MaxConcurrency": 1, "ItemSelector": { "n.$": "States.MathAdd($$.Map.Item.Value, 1)" }, "Catch": [ { "ErrorEquals": [ "States.ALL" ], "Next": "Caught" } ],
                       "ItemProcessor": { "StartAt": "T", "States": { "T": { "Type": "Task", "Resource": "{{Machine.Function}}", "End": true } } }, "End": true },
                "Caught": { "Type": "Pass", "Result": "caught", "End": true } } }
            """,
            "[1,\"two\"]");

        replay.Execution.Output!.ToString().Should().Be("\"caught\"");
        replay.Commands.OfType<StartTask>().Should().ContainSingle();
    }

    [Fact]
    public void Run_OneIterationFails_OthersAreCalledOffAfterTheFailure()
    {
        var replay = Machine.Run(TaskPerItem(), "[0,1,2]", script: task => task.Parameters.ToString() == "1" ? ScriptedAnswer.Throws("Boom") : ScriptedAnswer.Never);

        var failed = replay.Only(HistoryEventType.LambdaFunctionFailed);
        replay.Events.Where(happened => happened.PreviousEventId == failed.Id).Select(happened => happened.Type).Should().Equal(
            HistoryEventType.MapIterationFailed, HistoryEventType.TaskStateAborted,
            HistoryEventType.TaskStateAborted, HistoryEventType.MapIterationAborted,
            HistoryEventType.TaskStateAborted, HistoryEventType.MapIterationAborted, HistoryEventType.MapStateFailed);
    }

    [Fact]
    public void Run_InputIsNoArray_FailsWithTheServicesWords()
    {
        var replay = Machine.Run(TaskPerItem(), """{"a":1}""");

        replay.Execution.Error!.Cause.Should().EndWith("Reference path \"$\" must point to array.");
    }

    [Fact]
    public void Redrive_SomeIterationsHadSucceeded_OnlyTheOthersRunAgain()
    {
        var isFixed = false;
        var replay = Machine.Replay(TaskPerItem("\"MaxConcurrency\": 1,"),
            task => task.Parameters.ToString() == "2" && !isFixed ? ScriptedAnswer.Throws("Boom") : ScriptedAnswer.Returns(task.Parameters.ToString()));
        replay.Run(ExecutionReplay.Facts("[1,2,3]"));
        isFixed = true;

        replay.Send(new RedriveRequested(replay.Now, 0));
        replay.Continue();

        replay.Execution.Output!.ToString().Should().Be("[1,2,3]");
        replay.Commands.OfType<StartTask>().Select(task => task.Parameters.ToString()).Should().Equal("1", "2", "2", "3");
        replay.Execution.RedriveCount.Should().Be(1);
    }

    /// <summary>No recording shows a concurrent Map that succeeds; the shape of its beginning is that of the one recorded that fails.</summary>
    [Fact]
    public void Run_SeveralAtOnce_AllStartBeforeAnyStateIsEnteredAndTheLastToEndIsFollowed()
    {
        var replay = Machine.Run(TaskPerItem("\"MaxConcurrency\": 2,"), "[0,1,2]",
            script: task => ScriptedAnswer.Returns("{}") with { After = TimeSpan.FromSeconds(task.TaskId == 1 ? 9 : 1) });

        var started = replay.Only(HistoryEventType.MapStateStarted);
        replay.Events.Where(happened => happened.PreviousEventId == started.Id).Select(happened => happened.Type)
            .Should().Equal(HistoryEventType.MapIterationStarted, HistoryEventType.MapIterationStarted);
        replay.Types().Skip(3).Take(4).Should().Equal(
            HistoryEventType.MapIterationStarted, HistoryEventType.MapIterationStarted, HistoryEventType.TaskStateEntered, HistoryEventType.LambdaFunctionScheduled);
        var lastLeaf = replay.Events.Last(happened => happened.Type == HistoryEventType.MapIterationSucceeded);
        lastLeaf.Details.Should().Be(new MapIterationDetails("S", 0));
        replay.Only(HistoryEventType.MapStateSucceeded).PreviousEventId.Should().Be(lastLeaf.Id);
        replay.Only(HistoryEventType.MapStateExited).PreviousEventId.Should().Be(lastLeaf.Id);
    }
}
