using OrderingSystem.Application.Fulfilment;
using OrderingSystem.Application.Workflow;
using OrderingSystem.Domain.Carriers;

namespace OrderingSystem.Application.Tests.Outages;

public sealed class OperateCarrierTests
{
    private readonly OutageBench _bench = new();

    [Fact]
    public async Task Probe_CarrierAnswersAgain_AWatchOfTheNextGenerationDrainsAtOnce()
    {
        _bench.Carrier.IsDown = true;
        await _bench.ParkAsync("a");
        var outage = (await _bench.GateAsync()).OutageId!;
        _bench.Carrier.IsDown = false;

        var gate = await _bench.Operate.ProbeAsync("operator", default);

        gate!.State.Should().Be(CarrierGateState.Recovering);
        _bench.Workflows.Started.Should().Equal(outage, $"{outage}-1");
        var earlier = await _bench.Probe.RunAsync(new Application.Outages.WatchRequest(outage, 0, 0, 0), outage, default);
        earlier.Action.Should().Be(LoopAction.Finish, "another has the outage");
        (await _bench.Release.RunAsync(await _bench.NextStepAsync(), default)).Action.Should().Be(LoopAction.Wait);
        _bench.Workflows.Released.Should().ContainSingle();
    }

    [Fact]
    public async Task Probe_CarrierStillDown_AsksOnceAndStartsNothing()
    {
        _bench.Carrier.IsDown = true;
        await _bench.ParkAsync("a");
        var before = _bench.Carrier.Calls.Count;

        var gate = await _bench.Operate.ProbeAsync("operator", default);

        gate!.State.Should().Be(CarrierGateState.Down);
        _bench.Carrier.Calls.Count.Should().Be(before + 1);
        _bench.Workflows.Started.Should().ContainSingle();
    }

    [Fact]
    public async Task Probe_CarrierIsUp_AsksNobody()
    {
        (await _bench.Operate.ProbeAsync("operator", default)).Should().BeNull();
        _bench.Carrier.Calls.Should().BeEmpty();
    }

    [Fact]
    public async Task Hold_CarrierIsUp_NobodyCallsItUntilTheRelease()
    {
        await _bench.Operate.HoldAsync("operator", "Their request.", default);
        var calls = _bench.Carrier.Calls.Count;
        await _bench.ParkAsync("a", wasAsked: false);
        _bench.Clock.Advance(_bench.Limits.MaxProbeInterval * 3);
        var probing = async () => await _bench.Probe.RunAsync(await _bench.NextStepAsync(), "watch", default);

        await probing.Should().ThrowAsync<CarrierDownException>();
        (await _bench.Operate.ProbeAsync("operator", default)).Should().BeNull();
        _bench.Carrier.Calls.Count.Should().Be(calls);
        (await _bench.GateAsync()).LetsOrdersThrough.Should().BeFalse();

        var released = await _bench.Operate.ReleaseAsync("operator", default);

        released!.State.Should().Be(CarrierGateState.Recovering);
        released.Hold.Should().BeNull();
        (await _bench.Operate.ReleaseAsync("operator", default)).Should().BeNull("nobody holds it any more");
    }

    [Fact]
    public async Task Hold_WhileAProbeIsUnderWay_ItsAnswerOpensNothing()
    {
        _bench.Carrier.IsDown = true;
        await _bench.ParkAsync("a");
        _bench.Clock.Advance(_bench.Limits.MaxProbeInterval);
        var leased = await _bench.Gates.TryChangeAsync((gate, now) => gate.BeginProbe("watch", now, _bench.Limits), default);

        await _bench.Operate.HoldAsync("operator", "Their request.", default);
        await _bench.Gates.ChangeAsync((gate, now) => gate.ProbeAnswered("watch", null, now), default);

        leased.Should().NotBeNull();
        (await _bench.GateAsync()).State.Should().Be(CarrierGateState.Down);
        (await _bench.GateAsync()).Lease.Should().BeNull();
    }

    [Fact]
    public async Task Hold_Twice_KeepsTheFirst()
    {
        await _bench.Operate.HoldAsync("one", "First.", default);

        var gate = await _bench.Operate.HoldAsync("two", "Second.", default);

        gate.Hold!.By.Should().Be("one");
        _bench.Workflows.Started.Should().ContainSingle();
    }
}
