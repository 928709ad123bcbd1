using OrderingSystem.StatesLanguage.Executions;
using OrderingSystem.StatesLanguage.Tests.Replay;

namespace OrderingSystem.StatesLanguage.Tests.States.Wait;

public sealed class WaitStateTests
{
    [Theory]
    [InlineData(""" "Seconds": 0 """, 0)]
    [InlineData(""" "Seconds": 30 """, 30)]
    [InlineData(""" "SecondsPath": "$.pause" """, 45)]
    [InlineData(""" "Timestamp": "2026-01-05T09:01:00Z" """, 60)]
    [InlineData(""" "Timestamp": "2026-01-05T10:01:00+01:00" """, 60)]
    [InlineData(""" "TimestampPath": "$.at" """, 90)]
    [InlineData(""" "Timestamp": "2020-01-01T00:00:00Z" """, 0)]
    public void Run_AnyForm_EndsThatManySecondsLater(string field, int seconds)
    {
        var replay = Machine.Run(Machine.Of($$"""{ "Type": "Wait", {{field}}, "End": true }"""), """{"pause":45,"at":"2026-01-05T09:01:30Z"}""");

        replay.Execution.Status.Should().Be(ExecutionStatus.Succeeded);
        replay.Now.Should().Be(ExecutionReplay.StartTime.AddSeconds(seconds));
    }

    [Theory]
    [InlineData("-1", "references a negative value: $.pause == -1")]
    [InlineData("1.5", "cannot be parsed as a long value: $.pause == 1.5")]
    [InlineData("\"soon\"", "cannot be parsed as a long value: $.pause == soon")]
    public void Run_SecondsPathLeadsToNoWholeNumber_FailsTheExecution(string pause, string cause)
    {
        var replay = Machine.Run(Machine.Of("""{ "Type": "Wait", "SecondsPath": "$.pause", "End": true }"""), $$"""{"pause":{{pause}}}""");

        replay.Execution.Error!.Name.Should().Be("States.Runtime");
        replay.Execution.Error.Cause.Should().EndWith(cause);
    }

    [Fact]
    public void Advance_TimeHasNotCome_ChangesNothing()
    {
        var replay = Machine.Replay(Machine.Of("""{ "Type": "Wait", "Seconds": 30, "End": true }"""));
        replay.Start(ExecutionReplay.Facts("{}"));

        var early = replay.Send(new TimeReached(ExecutionReplay.StartTime.AddSeconds(29.999), 0));

        early.Changed.Should().BeFalse();
        replay.Execution.NextDue.Should().Be(ExecutionReplay.StartTime.AddSeconds(30));
    }
}
