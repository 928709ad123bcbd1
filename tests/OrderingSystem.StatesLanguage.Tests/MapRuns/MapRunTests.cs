using CsCheck;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.MapRuns;

namespace OrderingSystem.StatesLanguage.Tests.MapRuns;

public sealed class MapRunTests
{
    [Fact]
    public void Run_AnyOutcomes_EveryChildStartsOnceAndTheBoundHolds() =>
        Gen.Select(Gen.Int[0, 200], Gen.Int[0, 20], Gen.Long[0, 10], Gen.Bool.Array[0, 200]).Sample((items, most, tolerated, outcomes) =>
        {
            var run = MapRun.Of(Plan(items, most, tolerated, null));
            var failures = 0;

            for (var ended = 0; !run.IsOver; ended++)
            {
                (run, _) = run.StartChildren();
                run.Running.Should().BeInRange(1, most == 0 ? items : most);
                var succeeds = ended >= outcomes.Length || outcomes[ended];
                failures += succeeds ? 0 : 1;
                run = run.ChildEnded(succeeds);
            }

            run.HasFailed.Should().Be(failures > tolerated);
            if (!run.HasFailed)
            {
                run.Started.Should().Be(items);
            }
        });

    [Theory]
    [InlineData(null, null, 1, true)]
    [InlineData(1L, null, 1, false)]
    [InlineData(1L, null, 2, true)]
    [InlineData(null, 20.0, 2, false)]
    [InlineData(null, 20.0, 3, true)]
    [InlineData(5L, 20.0, 3, true)]
    [InlineData(1L, 100.0, 2, true)]
    public void ChildEnded_Failures_FailTheRunBeyondWhatIsTolerated(long? count, double? percentage, int failures, bool fails)
    {
        var (run, _) = MapRun.Of(Plan(10, 0, count, percentage)).StartChildren();

        for (var i = 0; i < failures; i++)
        {
            run = run.ChildEnded(succeeded: false);
        }

        run.HasFailed.Should().Be(fails);
    }

    private static MapRunPlan Plan(int items, int most, long? count, double? percentage) =>
        new(1, "arn:aws:states:us-east-1:111111111111:mapRun:m/l:1", "Map", Payload.FromText("[]"), items, most, count, percentage, ChildrenAreExpress: false);
}
