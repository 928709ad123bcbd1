using OrderingSystem.Engine.Versions;

namespace OrderingSystem.Engine.Tests.Versions;

public sealed class StateMachineAliasTests
{
    [Theory]
    [InlineData(100, 0)]
    [InlineData(0, 100)]
    [InlineData(90, 10)]
    [InlineData(1, 99)]
    public void Choose_EveryDraw_DividesExactlyByWeight(int first, int second)
    {
        var alias = new StateMachineAlias(1, "live", null, [new(3, first), new(4, second)], default, default);

        var chosen = Enumerable.Range(0, 1_000).Select(draw => alias.Choose((ulong)draw)).ToList();

        chosen.Count(version => version == 3).Should().Be(first * 10);
        chosen.Count(version => version == 4).Should().Be(second * 10);
    }
}
