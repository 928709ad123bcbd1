using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OrderingSystem.Application.Carriers;
using OrderingSystem.Application.Invariants;
using OrderingSystem.Application.Notifications;
using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Outages;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Domain.Carriers;
using OrderingSystem.Simulation.Tests.Planted;

namespace OrderingSystem.Simulation.Tests;

/// <summary>A harness that cannot fail proves nothing: each of these bugs has to be found, and by the invariant that it breaks.</summary>
public sealed class PlantedBugTests(ITestOutputHelper output)
{
    private const ulong MaxSeeds = 200;

    [Fact]
    public Task BookingAgainWithoutALookUp_IsCaught() => ShouldBeCaughtAsync(
        InvariantNames.OneBooking,
        services => services.AddSingleton<ICarrierGateway>(provider => new GatedCarrierGateway(
            new BlindCarrier(provider.GetRequiredService<FakeCarrier>()),
            provider.GetRequiredService<CarrierGateKeeper>(),
            provider.GetRequiredService<IOptions<CarrierGateLimits>>())));

    [Fact]
    public Task ParkingWithoutKeepingTheToken_IsCaught() => ShouldBeCaughtAsync(
        InvariantNames.TokenIsKept,
        services => services.AddSingleton<IParkedOrderStore>(provider => new ForgetfulParkedOrderStore(provider.GetRequiredService<InMemoryParkedOrderStore>())));

    [Fact]
    public Task AskingAnOperatorWithoutKeepingTheToken_IsCaught() => ShouldBeCaughtAsync(
        InvariantNames.TokenIsKept,
        services => services.AddSingleton<IOrderStore>(provider => new ForgetfulOrderStore(provider.GetRequiredService<InMemoryOrderStore>())));

    [Fact]
    public Task ForgettingACallToMake_IsCaught() => ShouldBeCaughtAsync(
        InvariantNames.OpenOrderWakes,
        services => services.AddSingleton<IOrderStore>(provider => new ForgetfulOrderStore(provider.GetRequiredService<InMemoryOrderStore>(), forgetsCalls: true)));

    [Fact]
    public Task NotifyingBeforeTheMark_IsCaught() => ShouldBeCaughtAsync(
        InvariantNames.OneNotification,
        services => services.AddSingleton<INotificationLedger>(new LateMarkLedger(new InMemoryNotificationLedger())));

    private async Task ShouldBeCaughtAsync(string invariant, Action<IServiceCollection> plant)
    {
        var (seed, found) = await FindAsync(plant);

        output.WriteLine($"Seed {seed}: {found[0].Description}");
        seed.Should().BeLessThanOrEqualTo(MaxSeeds);
        found.Select(violation => violation.Invariant).Should().Contain(invariant);
        (await RunAsync(seed, plant)).Should().Equal(found, "a seed reproduces what it found");
        (await RunAsync(seed, plant: null)).Should().BeEmpty("without the bug the same seed finds nothing");
    }

    private static async Task<(ulong Seed, IReadOnlyList<InvariantViolation> Found)> FindAsync(Action<IServiceCollection> plant)
    {
        for (var seed = 1UL; seed <= MaxSeeds; seed++)
        {
            if (await RunAsync(seed, plant) is { Count: > 0 } found)
            {
                return (seed, found);
            }
        }

        throw new InvalidOperationException($"{MaxSeeds} seeds did not find the bug.");
    }

    private static async Task<IReadOnlyList<InvariantViolation>> RunAsync(ulong seed, Action<IServiceCollection>? plant)
    {
        await using var run = new ChaosRun(seed, plant);
        return await run.RunAsync();
    }
}
