using Microsoft.Extensions.DependencyInjection;
using OrderingSystem.Application.Customers;
using OrderingSystem.Application.Executions;
using OrderingSystem.Application.Invariants;
using OrderingSystem.Application.Notifications;
using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Application.Workflow;
using OrderingSystem.Domain.Customers;
using OrderingSystem.Domain.Notifications;
using OrderingSystem.Domain.Orders;
using OrderingSystem.Domain.Shipping;

namespace OrderingSystem.Simulation.Tests;

/// <summary>
/// What one seed does to a shop: a carrier that honours idempotency keys or forgets them, and takes bookings back; outages, faults, deaths at any store write, cancellations, decisions, double clicks, clock jumps, lost
/// watches, and lost executions that are run again; in the end a quiet world. All orders are held against the invariants after every step.
/// </summary>
public sealed class ChaosRun : IAsyncDisposable
{
    private static readonly string[] Decisions = ["""{"decision":"retry"}""", """{"decision":"cancel"}""", """{"decision":"confirm-shipped"}"""];

    private readonly Random _random;
    private bool _isQuiet;

    /// <param name="plant">Puts something broken in the place of a port.</param>
    public ChaosRun(ulong seed, Action<IServiceCollection>? plant = null)
    {
        _random = new Random((int)(seed & 0x7FFFFFFF));
        World = new World(seed, plant);
        World.Carrier.HonoursKeys = _random.Next(2) == 0;
        World.BeforeTask = _ =>
        {
            World.Carrier.ShipDue(World.Clock.GetUtcNow());
            if (Happens(8) && World.Carrier.Faults.Count == 0)
            {
                World.Carrier.Faults.Enqueue((BookingFault)_random.Next(1, 7));
            }

            World.Sender.IsDown = Happens(5);
        };
        World.RunsTwice = _ => Happens(20);
        World.Orders.BeforeWrite = () => MayDie(25);
        World.Get<InMemoryCarrierGateStore>().BeforeWrite = () => MayDie(25);
        World.Get<InMemoryParkedOrderStore>().AfterPark = _ =>
        {
            MayDie(10);
            return Task.CompletedTask;
        };
    }

    public World World { get; }

    public List<OrderId> Orders { get; } = [];

    public HashSet<OrderId> Cancelled { get; } = [];

    /// <summary>Orders whose customer somebody called.</summary>
    public HashSet<OrderId> Called { get; } = [];

    /// <summary>How many executions were started to run an order again.</summary>
    public int RunsAgain { get; private set; }

    /// <returns>What was broken after the first step that broke anything; empty where nothing ever was.</returns>
    public async Task<IReadOnlyList<InvariantViolation>> RunAsync()
    {
        for (var step = 0; step < 40; step++)
        {
            await StepAsync();
            if ((await World.CheckInvariantsAsync()).Violations is { Count: > 0 } violations)
            {
                return violations;
            }
        }

        _isQuiet = true;
        World.Carrier.IsDown = World.Carrier.StatusLies = false;
        World.Carrier.Faults.Clear();
        for (var day = 0; day < 30 && await IsAnythingLeftAsync(); day++)
        {
            await World.RunAsync(TimeSpan.FromDays(3));
            foreach (var orderId in Orders)
            {
                await DecideAsync(orderId);
            }
        }

        return (await World.CheckInvariantsAsync()).Violations;
    }

    public ValueTask DisposeAsync() => World.DisposeAsync();

    private async Task<bool> IsAnythingLeftAsync() =>
        World.Executions.Any(execution => execution.IsRunning) || (await World.Orders.CountAsync(default)).Attention > 0;

    private async Task StepAsync()
    {
        if (Orders.Count < 12)
        {
            var key = $"order-{Orders.Count}";
            Orders.Add(await World.PlaceAsync(key));
            if (_random.Next(6) == 0)
            {
                await World.PlaceAsync(key);
            }
        }

        World.Carrier.IsDown = _random.Next(3) == 0;
        World.Carrier.StatusLies = _random.Next(4) == 0;
        if (_random.Next(12) == 0)
        {
            World.Clock.Advance(TimeSpan.FromMinutes(_random.Next(1, 600))); // many moments are due at once, all of them late
        }

        await World.RunAsync(TimeSpan.FromMinutes(_random.Next(1, 3_000)));
        var orderId = Orders[_random.Next(Orders.Count)];
        for (var clicks = _random.Next(6) == 0 ? _random.Next(1, 3) : 0; clicks > 0; clicks--)
        {
            await CancelAsync(orderId);
        }

        if (_random.Next(3) == 0)
        {
            await DecideAsync(orderId);
        }

        if (_random.Next(8) == 0 && World.Carrier.Shipments.Values.FirstOrDefault(shipment => shipment.Status == ShipmentStatus.Scheduled) is { } shipment)
        {
            World.Carrier.CancelByItself(shipment.ShipmentId);
        }

        if (_random.Next(10) == 0 && World.Of("carrier-watch").FirstOrDefault(watch => watch.IsRunning) is { } watch)
        {
            World.Lose(watch);
        }

        if (_random.Next(8) == 0)
        {
            await ChooseChannelAsync();
        }

        if (_random.Next(8) == 0)
        {
            await RunAgainAsync(Orders[_random.Next(Orders.Count)]);
        }

        await World.RunTasksAsync();
    }

    /// <summary>An order's execution ends as no machine of ours ends, and operators, perhaps two at once, run it again.</summary>
    private async Task RunAgainAsync(OrderId orderId)
    {
        if (await World.Orders.FindAsync(orderId, default) is not { } order || World.Find(ExecutionNames.OfArn(order.ExecutionArn)) is not { IsRunning: true } execution)
        {
            return;
        }

        World.Lose(execution);
        for (var clicks = _random.Next(1, 3); clicks > 0; clicks--)
        {
            await RunAgainOnceAsync(orderId, execution.Facts.Name, ResumedRun.States[_random.Next(3)]);
        }

        var live = World.Of("order").Where(one => one.IsRunning && one.Facts.Name.StartsWith(orderId.Value, StringComparison.Ordinal));
        live.Should().HaveCountLessThanOrEqualTo(1, "of one order one execution lives");
    }

    private async Task RunAgainOnceAsync(OrderId orderId, string name, string from)
    {
        while (true)
        {
            try
            {
                var result = await World.Get<RunAgain>().RunAsync(name, from, "It was lost.", "olga", dryRun: false, default);
                if (result is RunAgainResult.Started)
                {
                    RunsAgain++;
                    if (_random.Next(3) == 0)
                    {
                        await CancelAsync(orderId); // before the new execution has done anything
                    }
                }

                return;
            }
            catch (ProcessDiedException)
            {
                // Started or not: the operator looks, and asks again.
            }
        }
    }

    private bool Happens(int oneIn) => !_isQuiet && _random.Next(oneIn) == 0;

    private void MayDie(int oneIn)
    {
        if (Happens(oneIn))
        {
            throw new ProcessDiedException();
        }
    }

    private async Task CancelAsync(OrderId orderId)
    {
        var isAccepted = true;
        try
        {
            isAccepted = await World.Get<CancelOrder>().RunAsync(orderId, "Changed their mind.", "anna", default) is CancelResult.Accepted;
        }
        catch (ProcessDiedException)
        {
            // Accepted or not: what counts is whether its execution was started.
        }

        if (isAccepted && World.Find($"cancel-{orderId}") is not null)
        {
            Cancelled.Add(orderId);
        }
    }

    private async Task DecideAsync(OrderId orderId)
    {
        if (await World.Orders.FindAsync(orderId, default) is not { Attention: { } attention } order)
        {
            return;
        }

        if (attention.Token is { } waiting)
        {
            var token = waiting.Reveal();
            World.Redeem(token, Decisions[_random.Next(Decisions.Length)]);
            if (Happens(4))
            {
                World.Redeem(token, Decisions[_random.Next(Decisions.Length)]).Should().BeFalse("a token is good for one decision");
            }

            await World.RunTasksAsync();
            return;
        }

        await CallAsync(orderId, order.Status == OrderStatus.Shipped ? NotificationKind.Shipped : NotificationKind.Cancelled);
    }

    /// <summary>Somebody calls the customer and says so; where the server dies meanwhile, they say it again later.</summary>
    private async Task CallAsync(OrderId orderId, NotificationKind kind)
    {
        try
        {
            if (await World.Get<ConfirmCall>().RunAsync(orderId, kind, new CallMade("maria", null), default) is ConfirmCallResult.Confirmed)
            {
                Called.Add(orderId);
            }
        }
        catch (ProcessDiedException)
        {
            // The order still says that somebody is to call.
        }
    }

    /// <summary>The customer wants to be told in another way from now on.</summary>
    private async Task ChooseChannelAsync()
    {
        var customers = World.Get<ICustomerStore>();
        var customer = (await customers.FindAsync(Samples.Ada.CustomerId, default))!;
        await customers.UpdateAsync(customer with { Channel = customer.Channel == ContactChannel.Email ? ContactChannel.Phone : ContactChannel.Email }, [], default);
    }
}
