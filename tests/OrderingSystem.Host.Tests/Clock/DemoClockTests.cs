using Microsoft.Extensions.Time.Testing;
using OrderingSystem.Host.Clock;

namespace OrderingSystem.Host.Tests.Clock;

public sealed class DemoClockTests
{
    private readonly FakeTimeProvider _wall = new(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));

    [Fact]
    public void GetUtcNow_Untouched_FollowsTheWallClockByItsFactor()
    {
        var clock = new DemoClock(_wall, factor: 60);
        var start = clock.GetUtcNow();

        _wall.Advance(TimeSpan.FromSeconds(2));

        (clock.GetUtcNow() - start).Should().Be(TimeSpan.FromMinutes(2));
        clock.GetElapsedTime(0, clock.GetTimestamp()).Should().Be(TimeSpan.FromMinutes(2));
    }

    [Fact]
    public void AdvanceTo_LaterMoment_FiresDueTimersInTheOrderOfTheirDueTimes()
    {
        var clock = new DemoClock(_wall);
        var fired = new List<string>();
        using var second = clock.CreateTimer(_ => fired.Add("second"), null, TimeSpan.FromHours(2), Timeout.InfiniteTimeSpan);
        using var first = clock.CreateTimer(_ => fired.Add("first"), null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);
        using var third = clock.CreateTimer(_ => fired.Add("third"), null, TimeSpan.FromHours(3), Timeout.InfiniteTimeSpan);

        clock.AdvanceTo(clock.GetUtcNow().AddHours(2));

        fired.Should().Equal("first", "second");
        clock.Skipped.Should().Be(TimeSpan.FromHours(2));
    }

    [Fact]
    public void AdvanceTo_PastMoment_NeverGoesBack()
    {
        var clock = new DemoClock(_wall);
        var before = clock.GetUtcNow();

        clock.AdvanceTo(before.AddDays(-1));

        clock.GetUtcNow().Should().Be(before);
    }

    [Fact]
    public void AdvanceTo_ShortOfATimer_LeavesTheRestToTheWallClock()
    {
        var clock = new DemoClock(_wall);
        var fired = 0;
        using var timer = clock.CreateTimer(_ => fired++, null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);

        clock.AdvanceTo(clock.GetUtcNow().AddMinutes(59));
        var beforeTheHour = fired;
        _wall.Advance(TimeSpan.FromMinutes(1));

        beforeTheHour.Should().Be(0);
        fired.Should().Be(1);
    }

    [Fact]
    public void Timer_Periodic_FiresOncePerPeriodOfThisClock()
    {
        var clock = new DemoClock(_wall, factor: 10);
        var fired = 0;
        using var timer = clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10));

        for (var i = 0; i < 5; i++)
        {
            _wall.Advance(TimeSpan.FromSeconds(1));
        }

        fired.Should().Be(5);
    }

    [Fact]
    public void RunAt_AnotherFactor_NeitherJumpsNorForgetsATimer()
    {
        var clock = new DemoClock(_wall);
        var start = clock.GetUtcNow();
        var fired = 0;
        using var timer = clock.CreateTimer(_ => fired++, null, TimeSpan.FromMinutes(3), Timeout.InfiniteTimeSpan);
        _wall.Advance(TimeSpan.FromMinutes(1));

        clock.RunAt(60);
        var whenChanged = clock.GetUtcNow() - start;
        _wall.Advance(TimeSpan.FromSeconds(1));
        var firedEarly = fired;
        _wall.Advance(TimeSpan.FromSeconds(1));
        clock.RunAt(1);
        _wall.Advance(TimeSpan.FromSeconds(1));

        whenChanged.Should().Be(TimeSpan.FromMinutes(1));
        firedEarly.Should().Be(0);
        fired.Should().Be(1);
        (clock.GetUtcNow() - start).Should().Be(TimeSpan.FromMinutes(3) + TimeSpan.FromSeconds(1));
        clock.Skipped.Should().Be(TimeSpan.Zero);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void RunAt_NoFactor_IsRefused(double factor) =>
        new DemoClock(_wall).Invoking(clock => clock.RunAt(factor)).Should().Throw<ArgumentOutOfRangeException>();

    [Fact]
    public void Timer_Disposed_DoesNotFire()
    {
        var clock = new DemoClock(_wall);
        var fired = 0;
        var timer = clock.CreateTimer(_ => fired++, null, TimeSpan.FromMinutes(1), Timeout.InfiniteTimeSpan);

        timer.Dispose();
        clock.AdvanceTo(clock.GetUtcNow().AddDays(1));

        fired.Should().Be(0);
    }

    [Fact]
    public void Start_AheadOfTheWall_GoesOnFromThere()
    {
        var ahead = _wall.GetUtcNow().AddDays(5);

        var clock = new DemoClock(_wall, start: ahead);

        clock.GetUtcNow().Should().Be(ahead);
    }

    [Fact]
    public async Task Delay_OnASkippedClock_EndsWithTheSkip()
    {
        var clock = new DemoClock(_wall);
        var delay = Task.Delay(TimeSpan.FromDays(3), clock, TestContext.Current.CancellationToken);

        clock.AdvanceTo(clock.GetUtcNow().AddDays(3));

        await delay.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        delay.IsCompletedSuccessfully.Should().BeTrue();
    }
}
