using System.Globalization;
using CsCheck;
using OrderingSystem.Domain.Carriers;
using OrderingSystem.Domain.Orders;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Simulation.Tests;

/// <summary>Anything happens to a shop (see <see cref="ChaosRun"/>), and no invariant breaks at any time.</summary>
public sealed class ChaosTests
{
    /// <summary>More by the environment variable, for a night: CHAOS_SEEDS=2000.</summary>
    private static readonly int Seeds =
        int.TryParse(Environment.GetEnvironmentVariable("CHAOS_SEEDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var seeds) ? seeds : 200;

    [Fact]
    public async Task Shop_AnythingHappens_NothingIsLostDoubledOrForgotten() =>
        await Gen.ULong.SampleAsync(RunAsync, iter: Seeds);

    private static async Task RunAsync(ulong seed)
    {
        await using var run = new ChaosRun(seed);

        (await run.RunAsync()).Should().BeEmpty("seed {0}", seed);

        var world = run.World;
        foreach (var orderId in run.Orders)
        {
            await CheckAsync(world, orderId, run.Cancelled.Contains(orderId), run.Called.Contains(orderId), seed);
        }

        world.Executions.Should().AllSatisfy(execution => execution.LastEventId.Should().BeLessThan(5_000), "seed {0}", seed);
        world.Executions.Should().NotContain(execution => execution.Status == ExecutionStatus.Failed || execution.IsRunning, "seed {0}", seed);
        var gate = await world.GateAsync();
        var anotherWatchIsDue = gate.State == CarrierGateState.Recovering && world.Find(gate.OutageId!)?.Status == ExecutionStatus.Aborted;
        (gate.State == CarrierGateState.Up || anotherWatchIsDue).Should().BeTrue("a watch that was not lost closes its outage; seed {0}", seed);
        (await world.Parked.SummarizeAsync(default)).Waiting.Should().Be(0, "seed {0}", seed);
    }

    private static async Task CheckAsync(World world, OrderId orderId, bool wasCancelled, bool wasCalled, ulong seed)
    {
        var order = (await world.Orders.FindAsync(orderId, default))!;
        order.Status.Should().BeOneOf([OrderStatus.Shipped, OrderStatus.Cancelled], "seed {0}", seed);
        order.NotifiedAt.Should().NotBeNull("seed {0}", seed);
        var kind = order.Status == OrderStatus.Shipped ? ".shipped" : ".cancelled";
        var messages = world.Sender.Sent.Where(sent => sent.OrderId == orderId).Select(sent => sent.NotificationId).ToList();
        messages.Should().HaveCount(wasCalled ? 0 : 1, "a customer is told once, by a message or by a call; seed {0}", seed);
        messages.Should().NotContain(message => !message.EndsWith(kind, StringComparison.Ordinal), "seed {0}", seed);
        if (wasCancelled)
        {
            world.Find($"cancel-{orderId}")!.Status.Should().Be(ExecutionStatus.Succeeded, "seed {0}", seed);
        }
    }
}
