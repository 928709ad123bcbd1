using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using OrderingSystem.Application.Invariants;
using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Tests.Invariants;

public sealed class CheckInvariantsTests
{
    private readonly FakeTimeProvider _clock = new(Samples.Start);
    private readonly InMemoryOrderStore _orders = new();

    private CheckInvariants Check =>
        new(_orders, new InMemoryNotificationLedger(), new InMemoryParkedOrderStore(), new FakeOrderWorkflow(_clock), [], Options.Create(new InvariantLimits()), _clock);

    [Fact]
    public async Task Run_SeveralPages_ChecksEachOrderOnce()
    {
        await AddAsync(1_100, order => order with { Status = OrderStatus.Rejected });

        var report = await Check.RunAsync(default);

        report.Should().BeEquivalentTo(new { CheckedAt = Samples.Start, OrdersChecked = 1_100L });
        report.Violations.Should().BeEmpty();
    }

    [Fact]
    public async Task Run_OpenOrdersWithoutExecutions_NamesThem()
    {
        await AddAsync(3, order => order);

        var report = await Check.RunAsync(default);

        report.Violations.Should().HaveCount(3).And.OnlyContain(violation => violation.Invariant == InvariantNames.OpenOrderWakes);
    }

    [Fact]
    public async Task Run_MoreViolationsThanAnybodyReads_Stops()
    {
        await AddAsync(CheckInvariants.MaxViolations + 5, order => order);

        var report = await Check.RunAsync(default);

        report.Violations.Should().HaveCount(CheckInvariants.MaxViolations);
        report.OrdersChecked.Should().Be(CheckInvariants.MaxViolations);
    }

    private async Task AddAsync(int count, Func<Order, Order> change)
    {
        for (var number = 0; number < count; number++)
        {
            var order = change(Samples.OrderOf($"order-{number}"));
            var closing = order.Status == OrderStatus.Rejected ? [new TimelineEntry(Samples.Start, TimelineKind.Rejected, "Rejected.")] : Array.Empty<TimelineEntry>();
            await _orders.TryAddAsync(order, [OrderTimeline.Placed(order), .. closing], default);
        }
    }
}
