using OrderingSystem.Domain.Carriers;
using OrderingSystem.Domain.Orders;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Simulation.Tests;

/// <summary>What a shop does while its carrier is down, and when it comes back.</summary>
public sealed class OutageTests : IAsyncDisposable
{
    private readonly World _world = new(20260302);

    public OutageTests() => _world.BeforeTask = _ => _world.Carrier.ShipDue(_world.Clock.GetUtcNow());

    [Fact]
    public async Task Outage_ThirtyDaysAndFiftyOrders_OneProbePerIntervalAndNothingLostOrDoubled()
    {
        _world.Carrier.IsDown = true;
        var began = _world.Clock.GetUtcNow();
        var orders = await PlaceAsync(50, TimeSpan.FromMinutes(1));
        await _world.RunAsync(TimeSpan.FromDays(30));
        var back = _world.Clock.GetUtcNow();
        _world.Carrier.IsDown = false;

        await _world.RunAsync(TimeSpan.FromDays(4));

        await ShouldAllBeShippedOnceAsync(orders);
        var during = _world.Carrier.Calls.Where(call => call.At < back).ToList();
        var probes = during.Where(call => call.Operation == "probe").Select(call => call.At).ToList();
        probes.Count.Should().BeInRange(30 * 90, (30 * 96) + 20);
        Pauses(probes).Min().Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(15));
        Pauses(probes.Where(at => at > began.AddHours(1))).Min().Should().BeGreaterThanOrEqualTo(TimeSpan.FromMinutes(15));
        during.Count(call => call.Operation != "probe").Should().BeLessThan(30, "only the first orders ask a carrier that is down");
        (await _world.GateAsync()).State.Should().Be(CarrierGateState.Up);
        _world.Of("order").Max(order => order.LastEventId).Should().BeLessThan(250);
        _world.Of("carrier-watch").Max(watch => watch.LastEventId).Should().BeLessThan(2_500);
    }

    [Fact]
    public async Task Drain_AThousandOrders_OldestFirstWithinTheRateAndSlowAtFirst()
    {
        var limits = new CarrierGateLimits();
        _world.Carrier.IsDown = true;
        var orders = await PlaceAsync(1_000, TimeSpan.FromSeconds(1));
        _world.Carrier.IsDown = false;

        await _world.RunAsync(TimeSpan.FromHours(1));

        var booked = _world.Carrier.Calls.Where(call => call.Operation == "book").TakeLast(1_000).ToList();
        _world.Releases.Should().HaveCount(1_000);
        var oldestFirst = new List<string>();
        foreach (var release in _world.Releases)
        {
            oldestFirst.Add((await _world.Parked.FindAsync(release.ExecutionName, default))!.ParkedAt.ToString("O"));
        }

        oldestFirst.Should().BeInAscendingOrder(StringComparer.Ordinal);
        var perSecond = _world.Releases.GroupBy(release => release.At).Select(batch => (batch.Key, Count: batch.Count())).ToList();
        perSecond.Select(batch => batch.Count).Should().StartWith([1, 1, 2, 4, 8]).And.OnlyContain(count => count <= limits.MaxBatch);
        Pauses(perSecond.Select(batch => batch.Key)).Should().OnlyContain(pause => pause >= limits.BatchInterval);
        booked.Should().HaveCount(orders.Count);
        await _world.RunAsync(TimeSpan.FromDays(3));
        await ShouldAllBeShippedOnceAsync(orders);
        _world.Of("order").Max(order => order.LastEventId).Should().BeLessThan(150);
    }

    [Fact]
    public async Task Outage_AYear_NoExecutionComesNearItsLimits()
    {
        _world.Carrier.IsDown = true;
        var orders = await PlaceAsync(5, TimeSpan.FromHours(1));
        await _world.RunAsync(TimeSpan.FromDays(360));
        _world.Carrier.IsDown = false;

        await _world.RunAsync(TimeSpan.FromDays(4));

        await ShouldAllBeShippedOnceAsync(orders);
        _world.Executions.Should().AllSatisfy(execution => execution.LastEventId.Should().BeLessThan(5_000));
        _world.LargestPayload.Should().BeLessThan(10_000);
        _world.Of("carrier-watch").Count(watch => watch.IsRunning).Should().Be(0);
    }

    [Fact]
    public async Task Relapse_WhileOrdersAreLetGo_TheSameWatchProbesAgain()
    {
        _world.Carrier.IsDown = true;
        var orders = await PlaceAsync(60, TimeSpan.FromSeconds(10));
        await _world.RunAsync(TimeSpan.FromHours(5));
        _world.Carrier.IsDown = false;
        await _world.RunAsync(TimeSpan.FromHours(1), () => _world.Releases.Count >= 20);
        _world.Carrier.IsDown = true;
        await _world.RunAsync(TimeSpan.FromHours(5));
        (await _world.GateAsync()).State.Should().Be(CarrierGateState.Down);
        _world.Releases.Count.Should().BeLessThan(40);
        _world.Carrier.IsDown = false;

        await _world.RunAsync(TimeSpan.FromDays(4));

        await ShouldAllBeShippedOnceAsync(orders);
        _world.Of("carrier-watch").Should().ContainSingle();
    }

    [Fact]
    public async Task Watch_Lost_IsFoundByTheTimeoutOfTheOrders()
    {
        _world.Carrier.IsDown = true;
        var orders = await PlaceAsync(10, TimeSpan.FromMinutes(1));
        await _world.RunAsync(TimeSpan.FromHours(2));
        _world.Lose(_world.Of("carrier-watch").Single());
        _world.Carrier.IsDown = false;

        await _world.RunAsync(TimeSpan.FromHours(20));
        _world.Releases.Should().BeEmpty();
        await _world.RunAsync(TimeSpan.FromDays(4));

        await ShouldAllBeShippedOnceAsync(orders);
        _world.Of("carrier-watch").Should().HaveCount(2);
    }

    [Fact]
    public async Task OneOrderOfAQuietDay_CarrierDown_ParksWithoutAnOperator()
    {
        _world.Carrier.IsDown = true;
        var orders = await PlaceAsync(1, TimeSpan.FromMinutes(30));
        (await _world.GateAsync()).State.Should().Be(CarrierGateState.Down);
        await _world.RunAsync(TimeSpan.FromDays(3));
        _world.Carrier.IsDown = false;

        await _world.RunAsync(TimeSpan.FromDays(3));

        await ShouldAllBeShippedOnceAsync(orders);
    }

    [Fact]
    public async Task OrderThatTheCarrierAlwaysFails_OthersGoOnAndItGoesToAnOperator()
    {
        var poison = OrderId.FromIdempotencyKey("poison");
        _world.Carrier.Fails = request => request.ClientReference == poison.Value;
        await _world.PlaceAsync("poison");
        var orders = await PlaceAsync(20, TimeSpan.FromHours(1));

        await _world.RunAsync(TimeSpan.FromDays(3));

        await ShouldAllBeShippedOnceAsync(orders);
        (await _world.Orders.FindAsync(poison, default))!.Attention!.Error.Should().Be("CarrierKeepsFailingException");
        _world.Find(poison.Value)!.LastEventId.Should().BeLessThan(500);
        _world.Carrier.Calls.Count(call => call.Operation == "probe").Should().BeLessThan(30);
    }

    [Fact]
    public async Task CarrierWhoseStatusPageLies_IsNotStampededAndEndsWithAnOperator()
    {
        _world.Carrier.IsDown = true;
        _world.Carrier.StatusLies = true;
        var orders = await PlaceAsync(20, TimeSpan.FromMinutes(1));

        await _world.RunAsync(TimeSpan.FromDays(20));

        _world.Of("order").Should().AllSatisfy(order => order.LastEventId.Should().BeLessThan(2_000));
        _world.Carrier.IsDown = false;
        foreach (var orderId in orders)
        {
            if ((await _world.Orders.FindAsync(orderId, default))!.Attention is { } attention)
            {
                _world.Redeem(attention.Token!.Value.Reveal(), """{"decision":"retry"}""").Should().BeTrue();
            }
        }

        await _world.RunAsync(TimeSpan.FromDays(4));
        await ShouldAllBeShippedOnceAsync(orders);
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    private async Task<IReadOnlyList<OrderId>> PlaceAsync(int count, TimeSpan every)
    {
        var orders = new List<OrderId>();
        for (var number = 0; number < count; number++)
        {
            orders.Add(await _world.PlaceAsync($"order-{number}"));
            await _world.RunAsync(every);
        }

        return orders;
    }

    private async Task ShouldAllBeShippedOnceAsync(IReadOnlyList<OrderId> orders)
    {
        foreach (var orderId in orders)
        {
            var order = (await _world.Orders.FindAsync(orderId, default))!;
            order.Status.Should().Be(OrderStatus.Shipped, "order {0}", orderId);
            _world.Carrier.LiveOf(orderId.Value).Should().ContainSingle();
            _world.Sender.Sent.Where(sent => sent.OrderId == orderId).Should().ContainSingle();
            _world.Find(orderId.Value)!.Status.Should().Be(ExecutionStatus.Succeeded);
        }
    }

    private static IEnumerable<TimeSpan> Pauses(IEnumerable<DateTimeOffset> times)
    {
        var all = times.ToList();
        return all.Skip(1).Zip(all, (later, earlier) => later - earlier);
    }
}
