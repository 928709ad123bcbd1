using Microsoft.Extensions.Time.Testing;
using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Tests.Orders;

public sealed class DecideOrderTests
{
    private static readonly TaskToken Token = new("token-1");
    private static readonly Decision Retry = new(DecisionKind.Retry, "Address corrected.", "olga", Samples.Start.AddHours(1));

    private readonly InMemoryOrderStore _orders = new();
    private readonly FakeOrderWorkflow _workflow = new(new FakeTimeProvider(Samples.Start));
    private readonly Order _order = Samples.OrderOf("a") with
    {
        Attention = new Attention("BookShipment", "BookingRefusedException", "No such street.", Samples.Start, 0, Token),
    };

    [Fact]
    public async Task Run_WaitingOrder_RedeemsTheTokenAndRecordsWhoAndWhy()
    {
        await _orders.TryAddAsync(_order, [], default);
        _workflow.Await(Token);

        var result = await DecideAsync(Retry);

        result.Should().BeOfType<DecideResult.Decided>().Subject.Order.Attention.Should().BeNull();
        _workflow.Decisions.Should().ContainSingle().Which.Decision.Should().Be("retry");
        var entry = (await _orders.ReadTimelineAsync(_order.OrderId, default)).Should().ContainSingle().Subject;
        entry.By.Should().Be("olga");
        entry.Text.Should().Contain("Address corrected.");
    }

    [Fact]
    public async Task Run_TokenRedeemedBefore_IsSupersededAndForgotten()
    {
        await _orders.TryAddAsync(_order, [], default);

        (await DecideAsync(Retry)).Should().BeOfType<DecideResult.Superseded>();
        (await DecideAsync(Retry)).Should().BeOfType<DecideResult.NothingWaits>();
    }

    [Fact]
    public async Task Run_WorkflowDown_LeavesTheAttention()
    {
        await _orders.TryAddAsync(_order, [], default);
        _workflow.IsDown = true;

        await FluentActions.Awaiting(() => DecideAsync(Retry)).Should().ThrowAsync<Application.Workflow.WorkflowUnavailableException>();

        (await _orders.FindAsync(_order.OrderId, default))!.Attention.Should().NotBeNull();
    }

    [Fact]
    public async Task Run_CancelOfWhatShipped_IsNotPossible()
    {
        await _orders.TryAddAsync(_order with { Status = OrderStatus.Shipped }, [], default);
        _workflow.Await(Token);

        (await DecideAsync(Retry with { Kind = DecisionKind.Cancel })).Should().BeOfType<DecideResult.NotPossible>();
        _workflow.Decisions.Should().BeEmpty();
    }

    [Fact]
    public async Task Run_OrderThatWaitsForNobody_SaysSo()
    {
        await _orders.TryAddAsync(_order with { Attention = null }, [], default);

        (await DecideAsync(Retry)).Should().BeOfType<DecideResult.NothingWaits>();
    }

    [Fact]
    public async Task Run_UnknownOrder_SaysSo() => (await DecideAsync(Retry)).Should().BeOfType<DecideResult.OrderNotFound>();

    private Task<DecideResult> DecideAsync(Decision decision) => new DecideOrder(_orders, _workflow).RunAsync(_order.OrderId, decision, default);
}
