using CsCheck;
using OrderingSystem.Domain.Carriers;

namespace OrderingSystem.Domain.Tests.Carriers;

public sealed class CarrierGateTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly CarrierGateLimits Limits = new();

    private static CarrierGate Up => CarrierGate.Initial(Start);

    private static CarrierGate Down => Enumerable.Range(0, Limits.FailuresToGoDown).Aggregate(Up, (gate, caller) => gate.Failed($"{caller}", "503", Start, Limits));

    private static CarrierGate Recovering => Probed(Down, Start + Limits.FirstProbeInterval).ProbeAnswered("watch", null, Start.AddMinutes(1));

    [Fact]
    public void Failed_EnoughCallers_GoesDownAndNamesTheOutage()
    {
        var almost = Enumerable.Range(0, Limits.FailuresToGoDown - 1).Aggregate(Up, (gate, caller) => gate.Failed($"{caller}", "503", Start, Limits));

        var down = almost.Failed("last", "503", Start.AddSeconds(1), Limits);

        almost.State.Should().Be(CarrierGateState.Up);
        down.State.Should().Be(CarrierGateState.Down);
        down.LetsOrdersThrough.Should().BeFalse();
        down.OutageId.Should().Be("outage-20260302T090001Z-1");
        down.NextProbeAt.Should().Be(Start.AddSeconds(1) + Limits.FirstProbeInterval);
    }

    [Fact]
    public void Failed_OneCallerOverAndOver_CountsOnce()
    {
        var gate = Enumerable.Range(0, 100).Aggregate(Up, (current, second) => current.Failed("same", "500", Start.AddSeconds(second), Limits));

        gate.State.Should().Be(CarrierGateState.Up);
        gate.Failures.Should().ContainSingle();
    }

    [Fact]
    public void Failed_FarApart_IsForgotten()
    {
        var gate = Enumerable.Range(0, 100).Aggregate(Up, (current, number) => current.Failed($"{number}", "500", Start + (number * Limits.FailureWindow), Limits));

        gate.State.Should().Be(CarrierGateState.Up);
    }

    [Fact]
    public void Answered_InBetween_StartsTheCountAnew()
    {
        var gate = Up;
        for (var number = 0; number < 100; number++)
        {
            gate = gate.Failed($"{number}", "500", Start, Limits);
            gate = number % (Limits.FailuresToGoDown - 1) == 0 ? gate.Answered() : gate;
        }

        gate.State.Should().Be(CarrierGateState.Up);
    }

    [Fact]
    public void Answered_WhileDown_ChangesNothing()
    {
        var down = Down;

        down.Answered().Should().BeSameAs(down);
        down.Failed("late", "timeout", Start.AddMinutes(1), Limits).Should().BeSameAs(down);
    }

    [Fact]
    public void Answered_WhileUp_NeedsNoWrite()
    {
        var up = Up;

        up.Answered().Should().BeSameAs(up);
        up.Throttled(Start.AddHours(1), Start, Limits).Should().BeSameAs(up);
    }

    [Fact]
    public void Failed_FirstCallAfterTheProbeAnswered_GoesDownAgainUnderTheSameOutage()
    {
        var relapsed = Recovering.Failed("canary", "503", Start.AddMinutes(2), Limits);

        relapsed.State.Should().Be(CarrierGateState.Down);
        relapsed.OutageId.Should().Be(Recovering.OutageId);
        relapsed.NextProbeAt.Should().BeAfter(Start.AddMinutes(2) + Limits.FirstProbeInterval, "a status page that lied is asked less often");
    }

    [Fact]
    public void Failed_AfterAnOrderHadAnAnswer_NeedsAsManyAsEver()
    {
        var gate = Recovering.Answered().Failed("one", "503", Start.AddMinutes(2), Limits);

        gate.State.Should().Be(CarrierGateState.Recovering);
    }

    [Fact]
    public void BeginProbe_WhoseTurnItIs_IsOneAtATimeAndNotTooEarly()
    {
        var due = Start + Limits.FirstProbeInterval;

        Down.BeginProbe("early", due.AddTicks(-1), Limits).Should().BeNull();
        var probing = Down.BeginProbe("watch", due, Limits)!;
        probing.BeginProbe("other", due.AddHours(-1), Limits).Should().BeNull();
        probing.IsProbedAt(due).Should().BeTrue();
        probing.BeginProbe("other", due + Limits.ProbeHold, Limits).Should().NotBeNull("a prober that died does not block the next");
        Up.BeginProbe("watch", due, Limits).Should().BeNull();
    }

    [Fact]
    public void ProbeFailed_OfSomebodyWhoseLeaseWasTaken_ChangesNothing()
    {
        var probing = Probed(Down, Start.AddHours(1));

        probing.ProbeFailed("other", "503", false, Start.AddHours(1), Limits).Should().BeSameAs(probing);
        probing.ProbeAnswered("other", null, Start.AddHours(1)).Should().BeSameAs(probing);
    }

    [Fact]
    public void ProbeFailed_ByOurOwnFault_DoesNotMakeTheCarrierDown()
    {
        var suspected = Probed(Up.Suspect(Start), Start);

        suspected.ProbeFailed("watch", "no route", isOurs: true, Start, Limits).State.Should().Be(CarrierGateState.Recovering);
        suspected.ProbeFailed("watch", "503", isOurs: false, Start, Limits).State.Should().Be(CarrierGateState.Down);
    }

    [Fact]
    public void BeginBatch_TwiceInOneInterval_IsRefused()
    {
        var gate = Recovering.BeginBatch(1, Start.AddHours(1), Limits)!;

        gate.BeginBatch(1, Start.AddHours(1), Limits).Should().BeNull();
        gate.BeginBatch(1, Start.AddHours(1) + Limits.BatchInterval, Limits).Should().NotBeNull();
    }

    [Fact]
    public void BeginBatch_WhileTheCarrierAsksForPatience_IsRefused()
    {
        var now = Start.AddHours(1);
        var gate = Recovering.Throttled(now.AddMinutes(3), now, Limits);

        gate.BeginBatch(1, now.AddMinutes(2), Limits).Should().BeNull();
        gate.BeginBatch(1, now.AddMinutes(3), Limits).Should().NotBeNull();
    }

    [Theory]
    [InlineData(null, 10)]
    [InlineData(60, 60)]
    [InlineData(86_400, 3_600)]
    public void Throttled_HoweverLong_HoldsTheDrainNoLongerThanAnHour(int? asked, int held)
    {
        var gate = Recovering.Throttled(asked is { } seconds ? Start.AddSeconds(seconds) : null, Start, Limits);

        gate.PausedUntil.Should().Be(Start.AddSeconds(held));
    }

    [Fact]
    public void BatchSize_WhileItHolds_DoublesUpToTheRate_AndHalvesOnFailure()
    {
        var (gate, now, sizes) = (Recovering.Answered(), Start.AddHours(1), new List<int>());
        for (var batch = 0; batch < 6; batch++, now += Limits.BatchInterval)
        {
            sizes.Add(gate.BatchSize);
            gate = gate.BeginBatch(gate.BatchSize, now, Limits)!;
        }

        sizes.Should().Equal(1, 2, 4, 8, 10, 10);
        gate.Failed("one", "503", now, Limits).BeginBatch(10, now, Limits)!.BatchSize.Should().Be(5);
    }

    [Fact]
    public void Close_BeforeItSettled_IsRefused()
    {
        var gate = Recovering.BeginBatch(1, Start.AddHours(1), Limits)!;

        gate.Close(Start.AddHours(1) + Limits.SettleTime - TimeSpan.FromTicks(1), Limits).Should().BeNull();
        gate.Close(Start.AddHours(1) + Limits.SettleTime, Limits).Should().BeEquivalentTo(new { State = CarrierGateState.Up, OutageId = (string?)null, gate.Version });
        Down.Close(Start.AddYears(1), Limits).Should().BeNull();
    }

    [Fact]
    public void HandOver_ToALaterWatch_LeavesTheEarlierOneWithout()
    {
        var gate = Down.HandOver(2);

        gate.IsWatchedBy(gate.OutageId!, 1).Should().BeFalse();
        gate.IsWatchedBy(gate.OutageId!, 2).Should().BeTrue();
        gate.IsWatchedBy("another", 2).Should().BeFalse();
        gate.HandOver(1).Should().BeSameAs(gate);
    }

    [Fact]
    public void ProbeInterval_AnyNumber_GrowsToItsMaximumAndNoFurther() => Gen.Int[0, 10_000].Sample(number =>
    {
        var interval = CarrierGate.ProbeInterval(number, Limits);
        interval.Should().BeGreaterThanOrEqualTo(Limits.FirstProbeInterval).And.BeLessThanOrEqualTo(Limits.MaxProbeInterval);
        CarrierGate.ProbeInterval(number + 1, Limits).Should().BeGreaterThanOrEqualTo(interval);
    });

    /// <summary>Whatever happens in whatever order, the record makes sense.</summary>
    [Fact]
    public void Gate_AnyHistory_KeepsItsLaws() => Gen.Select(Gen.Int[0, 9], Gen.Int[0, 2_000]).Array[0, 200].Sample(history =>
    {
        var (gate, now) = (Up, Start);
        var released = new List<(DateTimeOffset At, int Orders)>();
        var probes = new List<DateTimeOffset>();
        foreach (var (what, seconds) in history)
        {
            now = now.AddSeconds(seconds);
            var before = gate;
            gate = what switch
            {
                0 or 1 or 2 => gate.Failed($"{seconds % 7}", "503", now, Limits),
                3 => gate.Answered(),
                4 => gate.Throttled(now.AddSeconds(seconds), now, Limits),
                5 => gate.Suspect(now),
                6 => gate.BeginProbe("watch", now, Limits) ?? gate,
                7 => gate.ProbeAnswered("watch", null, now),
                8 => gate.ProbeFailed("watch", "503", seconds % 2 == 0, now, Limits),
                _ => gate.BeginBatch(gate.BatchSize, now, Limits) ?? gate.Close(now, Limits) ?? gate,
            };
            if (what == 6 && !ReferenceEquals(before, gate))
            {
                probes.Add(now);
            }

            if (gate.Released > before.Released && gate.OutageId == before.OutageId)
            {
                released.Add((now, gate.Released - before.Released));
            }

            (gate.OutageId is null).Should().Be(gate.State == CarrierGateState.Up);
            gate.Failures.Count.Should().BeLessThan(Limits.FailuresToGoDown);
            gate.Failures.Select(failure => failure.Caller).Should().OnlyHaveUniqueItems();
            gate.BatchSize.Should().BeInRange(1, Limits.MaxBatch);
            gate.LetsOrdersThrough.Should().Be(gate.State != CarrierGateState.Down);
        }

        released.Should().NotContain(batch => batch.Orders > Limits.MaxBatch);
        probes.Zip(probes.Skip(1), (one, next) => next - one).Should().NotContain(pause => pause < Limits.FirstProbeInterval && pause != TimeSpan.Zero);
    });

    private static CarrierGate Probed(CarrierGate gate, DateTimeOffset at) => gate.BeginProbe("watch", at, Limits)!;
}
