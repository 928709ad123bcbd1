using Microsoft.Extensions.Time.Testing;
using OrderingSystem.Host.Clock;

namespace OrderingSystem.Host.Tests.Clock;

public sealed class CallClockTests
{
    private readonly FakeTimeProvider _wall = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));

    [Fact]
    public void GetUtcNow_HostClockJumped_ShowsTheJump()
    {
        var call = new CallClock(_clock, _wall, factor: 20);
        var timestamp = call.GetTimestamp();

        _clock.Advance(TimeSpan.FromDays(5));

        call.GetUtcNow().Should().Be(_clock.GetUtcNow());
        call.GetElapsedTime(timestamp).Should().Be(TimeSpan.FromDays(5));
    }

    [Fact]
    public void Timer_HostClockStandsStill_RingsByTheWallClockAtItsFactor()
    {
        var call = new CallClock(_clock, _wall, factor: 20);
        var rang = 0;
        using var timer = call.CreateTimer(_ => rang++, null, TimeSpan.FromSeconds(10), Timeout.InfiniteTimeSpan);

        _wall.Advance(TimeSpan.FromMilliseconds(499));
        var before = rang;
        _wall.Advance(TimeSpan.FromMilliseconds(1));

        before.Should().Be(0);
        rang.Should().Be(1);
    }
}
