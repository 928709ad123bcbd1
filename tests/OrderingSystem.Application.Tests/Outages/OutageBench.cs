using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using OrderingSystem.Application.Carriers;
using OrderingSystem.Application.Outages;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Domain.Carriers;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Tests.Outages;

/// <summary>The gate, and all that parks and releases, over fakes.</summary>
public sealed class OutageBench
{
    public OutageBench()
    {
        var limits = Options.Create(Limits);
        Carrier = new FakeCarrier(Clock);
        Gates = new CarrierGateKeeper(GateStore, Clock);
        Gated = new GatedCarrierGateway(Carrier, Gates, limits);
        var probe = new CarrierProbe(Gated, Gates, limits);
        Watches = new CarrierWatches(Gates, Workflows);
        Park = new ParkOrder(Parked, Gates, probe, Watches, limits, Clock, NullLogger<ParkOrder>.Instance);
        Operate = new OperateCarrier(Gates, probe, Watches, limits);
        Probe = new ProbeCarrier(Gates, probe);
        Release = new ReleaseOrders(Parked, Gates, Watches, Workflows, limits, Clock, NullLogger<ReleaseOrders>.Instance);
    }

    public FakeTimeProvider Clock { get; } = new(Samples.Start);

    public CarrierGateLimits Limits { get; } = new();

    public InMemoryCarrierGateStore GateStore { get; } = new();

    public InMemoryParkedOrderStore Parked { get; } = new();

    public FakeCompanionWorkflows Workflows { get; } = new();

    public FakeCarrier Carrier { get; }

    public CarrierGateKeeper Gates { get; }

    public GatedCarrierGateway Gated { get; }

    public CarrierWatches Watches { get; }

    public ParkOrder Park { get; }

    public OperateCarrier Operate { get; }

    public ProbeCarrier Probe { get; }

    public ReleaseOrders Release { get; }

    public Task<CarrierGate> GateAsync() => Gates.ReadAsync(default);

    public Task ParkAsync(string name, string? token = null, bool wasAsked = true) => Park.RunAsync(
        new ParkRequest(name, OrderId.FromIdempotencyKey(name), "BookShipment", new TaskToken(token ?? $"token-{name}")), wasAsked, default);

    /// <summary>The next step of the outage's watch.</summary>
    public async Task<WatchRequest> NextStepAsync(int steps = 0)
    {
        var gate = await GateAsync();
        return new WatchRequest(gate.OutageId!, gate.Generation, steps, 0);
    }

    /// <summary>Lets the carrier go down by one order, and come back.</summary>
    public async Task RecoverAsync()
    {
        Carrier.IsDown = true;
        await ParkAsync("first");
        Carrier.IsDown = false;
        Clock.Advance(Limits.MaxProbeInterval);
        await Probe.RunAsync(await NextStepAsync(), "watch", default);
    }
}
