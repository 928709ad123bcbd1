using OrderingSystem.Application.Decisions;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Domain.Orders;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.Simulation.Tests;

/// <summary>One decision for many orders.</summary>
public sealed class BulkDecisionTests : IAsyncDisposable
{
    private readonly World _world = new(11);

    private DecideMany DecideMany => _world.Get<DecideMany>();

    [Fact]
    public async Task Retry_ForAll_ReachesEachOnceOldestFirstAtItsPace()
    {
        var orders = await PlaceRefusedAsync(30);
        var look = await DecideMany.LookAsync(new AttentionFilter(Error: "BookingRefusedException"), default);
        look.Orders.Should().Be(30);
        look.Oldest!.OrderId.Should().Be(orders[0]);
        var began = _world.Clock.GetUtcNow();

        var job = (await BeginAsync(ordersPerMinute: 60))!;
        await _world.RunAsync(TimeSpan.FromSeconds(15));
        (await DecideMany.FindAsync(job.JobId, default))!.Decided.Should().Be(20);
        await _world.RunAsync(TimeSpan.FromMinutes(5));

        var done = (await DecideMany.FindAsync(job.JobId, default))!;
        done.State.Should().Be(BulkDecisionState.Finished);
        done.Should().BeEquivalentTo(new { Total = 30, Decided = 30, Superseded = 0, NotPossible = 0 });
        (done.EndedAt - began).Should().BeGreaterThan(TimeSpan.FromSeconds(20));
        _world.Carrier.Calls.Count(call => call.Operation == "book").Should().Be(60);
        _world.Of("bulk-decision").Should().ContainSingle().Which.Status.Should().Be(ExecutionStatus.Succeeded);
    }

    [Fact]
    public async Task Retry_ThatIsRefusedAgain_IsNotDecidedASecondTime()
    {
        await PlaceRefusedAsync(5);
        for (var number = 0; number < 5; number++)
        {
            _world.Carrier.Faults.Enqueue(BookingFault.Refused);
        }

        var job = (await BeginAsync(ordersPerMinute: 600))!;
        await _world.RunAsync(TimeSpan.FromMinutes(10));

        (await DecideMany.FindAsync(job.JobId, default))!.Decided.Should().Be(5);
        (await _world.Orders.CountAsync(default)).Attention.Should().Be(5);
    }

    [Fact]
    public async Task Stop_BeforeTheEnd_LeavesTheRestWaiting()
    {
        await PlaceRefusedAsync(30);
        var job = (await BeginAsync(ordersPerMinute: 60))!;
        await _world.RunAsync(TimeSpan.FromSeconds(5));

        await DecideMany.StopAsync(job.JobId, "otto", default);
        await _world.RunAsync(TimeSpan.FromMinutes(5));

        (await DecideMany.FindAsync(job.JobId, default)).Should().BeEquivalentTo(new { State = BulkDecisionState.Stopped, StoppedBy = "otto", Decided = 10 });
        (await _world.Orders.CountAsync(default)).Attention.Should().Be(20);
    }

    [Fact]
    public async Task Begin_SameKeyAgain_IsTheSameJob_AndAnotherDecisionIsRefused()
    {
        await PlaceRefusedAsync(3);

        var first = (await BeginAsync(ordersPerMinute: 60))!;
        var again = await BeginAsync(ordersPerMinute: 60);
        var other = await BeginAsync(ordersPerMinute: 61);

        again!.JobId.Should().Be(first.JobId);
        other.Should().BeNull();
        _world.Of("bulk-decision").Should().ContainSingle();
    }

    [Fact]
    public async Task TasksThatRunTwice_DecideEachOrderOnce()
    {
        await PlaceRefusedAsync(30);
        _world.RunsTwice = function => function == "DecideBatch";

        var job = (await BeginAsync(ordersPerMinute: 60))!;
        await _world.RunAsync(TimeSpan.FromMinutes(5));

        (await DecideMany.FindAsync(job.JobId, default))!.Decided.Should().Be(30);
        _world.Carrier.Calls.Count(call => call.Operation == "book").Should().Be(60);
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    private async Task<IReadOnlyList<OrderId>> PlaceRefusedAsync(int count)
    {
        var orders = new List<OrderId>();
        for (var number = 0; number < count; number++)
        {
            _world.Carrier.Faults.Enqueue(BookingFault.Refused);
            orders.Add(await _world.PlaceAsync($"order-{number}"));
            await _world.RunAsync(TimeSpan.FromSeconds(1));
        }

        return orders;
    }

    private async Task<BulkDecision?> BeginAsync(int ordersPerMinute)
    {
        var decision = new Decision(DecisionKind.Retry, "The address list was corrected.", "olga", _world.Clock.GetUtcNow());
        var job = await DecideMany.BeginAsync("key", decision, new AttentionFilter(Error: "BookingRefusedException"), ordersPerMinute, default);
        await _world.RunTasksAsync();
        return job;
    }
}
