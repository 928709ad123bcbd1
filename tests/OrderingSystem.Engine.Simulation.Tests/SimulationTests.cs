namespace OrderingSystem.Engine.Simulation.Tests;

public sealed class SimulationTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(200)]
    [InlineData(300)]
    [InlineData(400)] // among them the one that showed what a failed sync leaves behind
    public void Run_AHundredSeeds_NothingIsLostDoubledOrEarly(int first)
    {
        var outcomes = Enumerable.Range(first, 100).Select(seed => SimulationRun.Run(seed)).ToList();

        outcomes.Where(outcome => outcome.Violation is not null).Select(outcome => $"seed {outcome.Seed}: {outcome.Violation}").Should().BeEmpty();
        outcomes.Sum(outcome => outcome.Commits).Should().BeGreaterThan(1_000, "the seeds must have something to lose");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Run_PowerCutAtEachSyncOfASeed_NothingIsLost(int seed)
    {
        var whole = SimulationRun.Run(seed, new SimulationOptions(CrashAtSync: long.MaxValue));
        whole.Violation.Should().BeNull();
        whole.SyncsOfFirstLife.Should().BeGreaterThan(20);

        for (var sync = 1L; sync <= whole.SyncsOfFirstLife; sync++)
        {
            SimulationRun.Run(seed, new SimulationOptions(CrashAtSync: sync)).Violation.Should().BeNull($"the power went at sync {sync}");
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Run_TheSameSeedTwice_IsTheSameRun(int seed)
    {
        var first = SimulationRun.Run(seed);
        var second = SimulationRun.Run(seed);

        first.Violation.Should().BeNull();
        second.Should().BeEquivalentTo(first);
    }

    [Theory]
    [InlineData(PlantedBug.ActsBeforeCommit)]
    [InlineData(PlantedBug.SkipsSync)]
    [InlineData(PlantedBug.WakesEarly)]
    public void Run_PlantedBug_IsFoundWithinAHundredSeeds(PlantedBug bug)
    {
        var found = Enumerable.Range(0, 100).Select(seed => SimulationRun.Run(seed, new SimulationOptions(bug))).FirstOrDefault(outcome => outcome.Violation is not null);

        found.Should().NotBeNull();
    }
}
