using OrderingSystem.Application.Carriers;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Domain.Carriers;

namespace OrderingSystem.Application.Tests.Contracts;

/// <summary>What every <see cref="ICarrierGateStore"/> keeps to.</summary>
public abstract class CarrierGateStoreContract
{
    protected abstract ICarrierGateStore Store { get; }

    [Fact]
    public async Task Find_NothingWritten_IsNull()
    {
        var gate = await Store.FindAsync(default);

        gate.Should().BeNull();
    }

    [Fact]
    public async Task Write_EveryMember_IsReadBackAsVersionOne()
    {
        var gate = Full();

        var written = await Store.TryWriteAsync(gate, default);

        written.Should().BeTrue();
        (await Store.FindAsync(default)).Should().BeEquivalentTo(gate with { Version = 1 });
    }

    [Fact]
    public async Task Write_OnlyWhatMustBeThere_IsReadBack()
    {
        var gate = CarrierGate.Initial(Samples.Start);

        await Store.TryWriteAsync(gate, default);

        (await Store.FindAsync(default)).Should().BeEquivalentTo(gate with { Version = 1 });
    }

    [Fact]
    public async Task Write_OfAnOldVersion_ChangesNothing()
    {
        await Store.TryWriteAsync(Full(), default);
        var read = (await Store.FindAsync(default))!;
        await Store.TryWriteAsync(read with { LastError = "first" }, default);

        var second = await Store.TryWriteAsync(read with { LastError = "second" }, default);
        var again = await Store.TryWriteAsync(Full(), default);

        second.Should().BeFalse();
        again.Should().BeFalse();
        (await Store.FindAsync(default))!.LastError.Should().Be("first");
    }

    [Fact]
    public async Task Write_ManyAtOnceOfOneVersion_OneWins()
    {
        var wins = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Task.Run(() =>
            Store.TryWriteAsync(CarrierGate.Initial(Samples.Start) with { Released = number }, default))));

        wins.Should().ContainSingle(won => won);
        (await Store.FindAsync(default))!.Version.Should().Be(1);
    }

    private static CarrierGate Full() => new()
    {
        State = CarrierGateState.Down,
        Since = Samples.Start.AddTicks(1),
        OutageId = "outage-1",
        OutageSince = Samples.Start.AddTicks(2),
        Generation = 3,
        Failures = [new CountedFailure("O-1", Samples.Start.AddTicks(4)), new CountedFailure("O-\"2\"", Samples.Start)],
        LastError = "Connection refused – 503",
        Lease = new ProbeLease("outage-1-3", Samples.Start.AddMinutes(1)),
        NextProbeAt = Samples.Start.AddTicks(5),
        ProbesInVain = 6,
        IsProven = true,
        BatchSize = 7,
        NextBatchAt = Samples.Start.AddTicks(8),
        LastReleaseAt = Samples.Start.AddTicks(9),
        PausedUntil = Samples.Start.AddTicks(10),
        Released = 11,
        Hold = new CarrierHold("operator", "They asked us to wait – \"till noon\"", Samples.Start.AddTicks(12)),
    };
}
