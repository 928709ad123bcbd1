using Microsoft.Extensions.Time.Testing;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Domain.Orders;
using OrderingSystem.StatesLanguage.ErrorHandling;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Simulation.Tests;

/// <summary>A world with one order.</summary>
public sealed class OrderRun(ulong seed = 1) : IAsyncDisposable
{
    public World World { get; } = new(seed);

    public OrderId OrderId { get; } = OrderId.FromIdempotencyKey("a");

    public FakeTimeProvider Clock => World.Clock;

    public FakeCarrier Carrier => World.Carrier;

    public FakeNotificationSender Sender => World.Sender;

    public InMemoryOrderStore Orders => World.Orders;

    public ExecutionStatus Status => Execution.Status;

    public StatesError? Error => Execution.Error;

    public long Events => Execution.LastEventId;

    /// <summary>The execution waits for an operator.</summary>
    public bool IsAsking => Execution.Frames.Values.Any(frame => frame is { StateName: "AskOperator", Wait: WaitingForTask });

    /// <summary>The execution waits for the carrier.</summary>
    public bool IsParked => Execution.Frames.Values.Any(frame => frame is { StateName: "AwaitCarrier", Wait: WaitingForTask });

    public int LargestPayload => World.LargestPayload;

    /// <summary>Called before each task; may change the world.</summary>
    public Action<string>? BeforeTask
    {
        get => World.BeforeTask;
        set => World.BeforeTask = value;
    }

    private Execution Execution => World.Find(OrderId.Value)!;

    public async Task<Order?> OrderAsync() => await Orders.FindAsync(OrderId, default);

    public async Task StartAsync(bool customerExists = true, string? input = null)
    {
        if (customerExists)
        {
            await World.AddCustomerAsync();
        }

        await World.StartAsync("order", OrderId.Value, input ??
            $$"""{"orderId":"{{OrderId}}","requestHash":"h","placedBy":"admin","order":{"customerId":"C-0001","items":[{"description":"Tea","quantity":2}]} }""");
    }

    /// <summary>Lets time pass, from one due moment to the next, until the order ends or <paramref name="until"/> is true.</summary>
    public Task RunAsync(TimeSpan atMost, Func<bool>? until = null) => World.RunAsync(atMost, () => !Execution.IsRunning || until?.Invoke() == true);

    /// <summary>What a client of the Step Functions API sends with the order's token.</summary>
    public async Task RedeemAsync(string output)
    {
        World.Redeem((await OrderAsync())!.Attention!.Token!.Value.Reveal(), output).Should().BeTrue("the order waits with this token");
        await World.RunTasksAsync();
    }

    public ValueTask DisposeAsync() => World.DisposeAsync();
}
