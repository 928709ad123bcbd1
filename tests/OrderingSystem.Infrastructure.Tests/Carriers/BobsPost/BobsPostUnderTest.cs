using BobsPost.Simulator;
using BobsPost.Simulator.Faults;
using BobsPost.Simulator.Shipments;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using OrderingSystem.Application.Carriers;
using OrderingSystem.Infrastructure.Carriers.BobsPost;

namespace OrderingSystem.Infrastructure.Tests.Carriers.BobsPost;

/// <summary>The real gateway over the real network stack, with the simulator behind it.</summary>
internal sealed class BobsPostUnderTest : CarrierUnderTest
{
    private readonly DirectoryInfo _directory;
    private readonly SimulatorServer _simulator;
    private readonly ServiceProvider _services;

    private BobsPostUnderTest(DirectoryInfo directory, FakeTimeProvider clock, SimulatorServer simulator, ServiceProvider services)
    {
        _directory = directory;
        Clock = clock;
        _simulator = simulator;
        _services = services;
        Gateway = services.GetRequiredService<ICarrierGateway>();
    }

    public override ICarrierGateway Gateway { get; }

    public override FakeTimeProvider Clock { get; }

    public override string UndeliverableAddress => "7 Coral Street, Atlantis";

    public SimulatorServer Simulator => _simulator;

    public static async Task<BobsPostUnderTest> StartAsync(bool forgetKeys = false, Action<BobsPostOptions>? configure = null)
    {
        var directory = Directory.CreateTempSubdirectory("bobs-post-gateway-");
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        var simulator = await SimulatorServer.StartAsync(
            new SimulatorOptions
            {
                Url = "http://127.0.0.1:0",
                DataFile = Path.Combine(directory.FullName, "simulator.db"),
                ForgetIdempotencyKeys = forgetKeys,
                SlowBodyDuration = TimeSpan.FromMinutes(1),
            },
            clock,
            default);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(clock);
        services.AddBobsPost(options =>
        {
            options.BaseAddress = new Uri(simulator.Url);
            options.Attempts = 2;
            options.RetryDelay = TimeSpan.FromMilliseconds(1);
            options.MaxRetryDelay = TimeSpan.FromMilliseconds(10); // a Retry-After of seconds goes to the caller
            options.BreakerMinimumAttempts = 40;
            configure?.Invoke(options);
        });
        return new BobsPostUnderTest(directory, clock, simulator, services.BuildServiceProvider());
    }

    public override void Fail(CarrierFailure? failure) =>
        _simulator.SetFaults(failure is { } kind ? new FaultSettings(Rules: [new FaultRule(Enum.Parse<FaultKind>(kind.ToString()))]) : FaultSettings.None);

    public override Task StopAsync() => _simulator.DisposeAsync().AsTask();

    public override async Task<int> CountLiveShipmentsAsync(string clientReference) =>
        (await _simulator.ReadLedgerAsync(default)).Shipments
            .Count(shipment => shipment.ClientReference == clientReference && shipment.Status != ShipmentStatus.Cancelled);

    public override async Task<int> CountBookingRequestsAsync(string clientReference) =>
        (await _simulator.ReadLedgerAsync(default)).Requests
            .Count(request => request is { Method: "POST", Path: "/v1/shipments" } && request.ClientReference == clientReference);

    public override async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _simulator.DisposeAsync();
        _directory.Delete(recursive: true);
    }
}
