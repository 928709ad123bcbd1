using CsCheck;
using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Domain.Carriers;
using OrderingSystem.Domain.Orders;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Simulation.Tests;

/// <summary>Random outages, faults, deaths, cancellations, decisions and lost watches, and in the end a quiet world.</summary>
public sealed class ChaosTests
{
    private static readonly string[] Decisions = ["""{"decision":"retry"}""", """{"decision":"cancel"}""", """{"decision":"confirm-shipped"}"""];

    [Fact]
    public async Task Shop_AnythingHappens_NothingIsLostDoubledOrForgotten() =>
        await Gen.ULong.SampleAsync(RunAsync, iter: 150);

    private static async Task RunAsync(ulong seed)
    {
        await using var world = new World(seed);
        var random = new Random((int)(seed & 0x7FFFFFFF));
        var isQuiet = false;
        bool Happens(int oneIn) => !isQuiet && random.Next(oneIn) == 0;
        void MayDie(int oneIn)
        {
            if (Happens(oneIn))
            {
                throw new ProcessDiedException();
            }
        }

        world.BeforeTask = _ =>
        {
            world.Carrier.ShipDue(world.Clock.GetUtcNow());
            if (Happens(8) && world.Carrier.Faults.Count == 0)
            {
                world.Carrier.Faults.Enqueue((BookingFault)random.Next(1, 7));
            }

            world.Sender.IsDown = Happens(5);
        };
        world.RunsTwice = _ => Happens(20);
        world.Orders.BeforeWrite = () => MayDie(25);
        world.Get<InMemoryCarrierGateStore>().BeforeWrite = () => MayDie(25);
        world.Parked.AfterPark = _ =>
        {
            MayDie(10);
            return Task.CompletedTask;
        };

        var orders = new List<OrderId>();
        var cancelled = new HashSet<OrderId>();
        for (var step = 0; step < 40; step++)
        {
            if (orders.Count < 12)
            {
                orders.Add(await world.PlaceAsync($"order-{orders.Count}"));
            }

            world.Carrier.IsDown = random.Next(3) == 0;
            world.Carrier.StatusLies = random.Next(4) == 0;
            await world.RunAsync(TimeSpan.FromMinutes(random.Next(1, 3_000)));
            var orderId = orders[random.Next(orders.Count)];
            if (random.Next(6) == 0 && await CancelAsync(world, orderId))
            {
                cancelled.Add(orderId);
            }

            if (random.Next(3) == 0)
            {
                await DecideAsync(world, orderId, random);
            }

            if (random.Next(10) == 0 && world.Of("carrier-watch").FirstOrDefault(watch => watch.IsRunning) is { } watch)
            {
                world.Lose(watch);
            }
        }

        isQuiet = true;
        world.Carrier.IsDown = world.Carrier.StatusLies = false;
        world.Carrier.Faults.Clear();
        for (var day = 0; day < 30 && world.Executions.Any(execution => execution.IsRunning); day++)
        {
            await world.RunAsync(TimeSpan.FromDays(3));
            foreach (var orderId in orders)
            {
                await DecideAsync(world, orderId, random);
            }
        }

        foreach (var orderId in orders)
        {
            await CheckAsync(world, orderId, cancelled.Contains(orderId), seed);
        }

        world.Executions.Should().AllSatisfy(execution => execution.LastEventId.Should().BeLessThan(5_000), "seed {0}", seed);
        world.Executions.Should().NotContain(execution => execution.Status == ExecutionStatus.Failed || execution.IsRunning, "seed {0}", seed);
        var gate = await world.GateAsync();
        var anotherWatchIsDue = gate.State == CarrierGateState.Recovering && world.Find(gate.OutageId!)?.Status == ExecutionStatus.Aborted;
        (gate.State == CarrierGateState.Up || anotherWatchIsDue).Should().BeTrue("a watch that was not lost closes its outage; seed {0}", seed);
        (await world.Parked.SummarizeAsync(default)).Waiting.Should().Be(0, "seed {0}", seed);
    }

    private static async Task CheckAsync(World world, OrderId orderId, bool wasCancelled, ulong seed)
    {
        var order = (await world.Orders.FindAsync(orderId, default))!;
        var live = world.Carrier.LiveOf(orderId.Value).ToList();
        order.Status.Should().BeOneOf([OrderStatus.Shipped, OrderStatus.Cancelled], "seed {0}", seed);
        order.NotifiedAt.Should().NotBeNull("seed {0}", seed);
        live.Count.Should().BeLessThanOrEqualTo(order.Status == OrderStatus.Cancelled ? 0 : 1, "order {1} {2}, seed {0}", seed, orderId, order.Status);
        world.Sender.Sent.Where(sent => sent.OrderId == orderId).Select(sent => sent.NotificationId).Distinct()
            .Should().ContainSingle("seed {0}", seed)
            .Which.Should().EndWith(order.Status == OrderStatus.Shipped ? ".shipped" : ".cancelled");
        if (wasCancelled)
        {
            world.Find($"cancel-{orderId}")!.Status.Should().Be(ExecutionStatus.Succeeded, "seed {0}", seed);
        }
    }

    private static async Task<bool> CancelAsync(World world, OrderId orderId)
    {
        try
        {
            var result = await world.Get<CancelOrder>().RunAsync(orderId, "Changed their mind.", "anna", default);
            return result is CancelResult.Accepted && world.Find($"cancel-{orderId}") is not null;
        }
        catch (ProcessDiedException)
        {
            return world.Find($"cancel-{orderId}") is not null; // accepted or not: what counts is whether its execution was started
        }
    }

    private static async Task DecideAsync(World world, OrderId orderId, Random random)
    {
        if (await world.Orders.FindAsync(orderId, default) is { Attention: { } attention })
        {
            world.Redeem(attention.Token.Reveal(), Decisions[random.Next(Decisions.Length)]);
            await world.RunTasksAsync();
        }
    }
}
