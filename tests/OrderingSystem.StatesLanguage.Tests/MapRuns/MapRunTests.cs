using CsCheck;
using OrderingSystem.StatesLanguage.MapRuns;

namespace OrderingSystem.StatesLanguage.Tests.MapRuns;

public sealed class MapRunTests
{
    [Fact]
    public void Run_AnyOutcomes_EveryChildStartsOnceAndTheBoundHolds() =>
        Gen.Select(Gen.Int[0, 200], Gen.Int[0, 20], Gen.Long[0, 10], Gen.Bool.Array[0, 200]).Sample((items, most, tolerated, outcomes) =>
        {
            var run = MapRun.Of(items, items, most, tolerated, null);
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
        var (run, _) = MapRun.Of(10, 10, 0, count, percentage).StartChildren();

        for (var i = 0; i < failures; i++)
        {
            run = run.ChildEnded(succeeded: false);
        }

        run.HasFailed.Should().Be(fails);
    }

    [Fact]
    public void ChildEnded_BatchFails_EachOfItsItemsCounts()
    {
        var (run, _) = MapRun.Of(childCount: 4, itemCount: 40, 0, toleratedCount: 10, null).StartChildren();

        var once = run.ChildEnded(succeeded: false, items: 10);
        var twice = once.ChildEnded(succeeded: false, items: 10);

        once.HasFailed.Should().BeFalse();
        twice.HasFailed.Should().BeTrue();
    }

    [Fact]
    public void Bounded_RunUnderWay_StartsNoMoreUntilThereIsRoom()
    {
        var (run, _) = MapRun.Of(10, 10, maxConcurrency: 5, null, null).StartChildren();

        var (bounded, none) = run.Bounded(2, 3, null).StartChildren();
        var (_, one) = bounded.ChildEnded(true).ChildEnded(true).ChildEnded(true).ChildEnded(true).StartChildren();

        (none, one, bounded.MostFailures).Should().Be((0, 1, 3));
    }
}
