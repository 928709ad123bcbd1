using OrderingSystem.Application.Fulfilment;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Domain.Notifications;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Tests.Fulfilment;

public sealed class ShippingTests
{
    private readonly FulfilmentBench _bench = new();

    [Fact]
    public async Task Check_NotShippedYet_IsPending()
    {
        await _bench.Book.RunAsync(_bench.OrderId, default);

        await FluentActions.Awaiting(() => _bench.Check.RunAsync(_bench.OrderId, default)).Should().ThrowAsync<ShipmentPendingException>();
    }

    [Fact]
    public async Task Check_Shipped_OrderTakesTheCarriersTime()
    {
        await _bench.Book.RunAsync(_bench.OrderId, default);
        _bench.Clock.Advance(TimeSpan.FromHours(5));
        _bench.Carrier.ShipAll();
        _bench.Clock.Advance(TimeSpan.FromHours(1));

        var order = await _bench.Check.RunAsync(_bench.OrderId, default);

        order.Status.Should().Be(OrderStatus.Shipped);
        order.ShippedAt.Should().Be(Samples.Start.AddHours(5));
    }

    [Fact]
    public async Task Check_CancelledByTheCarrier_IsRefused()
    {
        var order = await _bench.Book.RunAsync(_bench.OrderId, default);
        await _bench.Carrier.CancelAsync(order.ShipmentId!, default);

        await FluentActions.Awaiting(() => _bench.Check.RunAsync(_bench.OrderId, default)).Should().ThrowAsync<ShipmentCancelledException>();
    }

    [Fact]
    public async Task Notify_Twice_SendsOnce()
    {
        await ShipAsync();

        await _bench.Notify.RunAsync(_bench.OrderId, NotificationKind.Shipped, default);
        var order = await _bench.Notify.RunAsync(_bench.OrderId, NotificationKind.Shipped, default);

        order.NotifiedAt.Should().NotBeNull();
        _bench.Sender.Sent.Should().ContainSingle().Which.Body.Should().Contain("TRK0001").And.Contain("Kettle");
    }

    [Fact]
    public async Task Notify_DiesAfterTheMark_IsNotSentAgain()
    {
        await ShipAsync();
        _bench.Orders.BeforeWrite = () => throw new ProcessDiedException();
        await FluentActions.Awaiting(() => _bench.Notify.RunAsync(_bench.OrderId, NotificationKind.Shipped, default)).Should().ThrowAsync<ProcessDiedException>();

        _bench.Orders.BeforeWrite = null;
        await _bench.Notify.RunAsync(_bench.OrderId, NotificationKind.Shipped, default);

        _bench.Sender.Sent.Should().ContainSingle();
    }

    [Fact]
    public async Task Notify_DiesBetweenSendingAndMark_IsSentAgainUnderTheSameId()
    {
        await ShipAsync();
        _bench.Ledger.BeforeMarkSent = () => throw new ProcessDiedException();
        await FluentActions.Awaiting(() => _bench.Notify.RunAsync(_bench.OrderId, NotificationKind.Shipped, default)).Should().ThrowAsync<ProcessDiedException>();
        _bench.Ledger.BeforeMarkSent = null;

        await FluentActions.Awaiting(() => _bench.Notify.RunAsync(_bench.OrderId, NotificationKind.Shipped, default)).Should().ThrowAsync<NotificationFailedException>();
        _bench.Clock.Advance(TimeSpan.FromMinutes(3));
        await _bench.Notify.RunAsync(_bench.OrderId, NotificationKind.Shipped, default);

        _bench.Sender.Sent.Select(sent => sent.NotificationId).Should().HaveCount(2).And.AllBe($"{_bench.OrderId}.shipped");
        (await _bench.Ledger.ListSentAsync(null, new Application.Paging.PageRequest(), default)).Items.Should().ContainSingle();
    }

    [Fact]
    public async Task Notify_WithoutAMailServer_TheOutboxHasOneMessageWhateverDies()
    {
        await ShipAsync();
        _bench.Sender.HandsOver = false;
        _bench.Orders.BeforeWrite = () => throw new ProcessDiedException();
        await FluentActions.Awaiting(() => _bench.Notify.RunAsync(_bench.OrderId, NotificationKind.Shipped, default)).Should().ThrowAsync<ProcessDiedException>();

        _bench.Orders.BeforeWrite = null;
        await _bench.Notify.RunAsync(_bench.OrderId, NotificationKind.Shipped, default);

        (await _bench.Ledger.ListSentAsync(null, new Application.Paging.PageRequest(), default)).Items.Should().ContainSingle();
        _bench.Sender.Sent.Should().BeEmpty();
    }

    [Fact]
    public async Task Notify_ServerDown_IsFreeForTheNextRun()
    {
        await ShipAsync();
        _bench.Sender.IsDown = true;
        await FluentActions.Awaiting(() => _bench.Notify.RunAsync(_bench.OrderId, NotificationKind.Shipped, default)).Should().ThrowAsync<NotificationFailedException>();

        _bench.Sender.IsDown = false;
        await _bench.Notify.RunAsync(_bench.OrderId, NotificationKind.Shipped, default);

        _bench.Sender.Sent.Should().ContainSingle();
    }

    [Fact]
    public async Task Notify_OperatorConfirmedShipment_OrderIsShippedFirst()
    {
        await _bench.Book.RunAsync(_bench.OrderId, default);

        var order = await _bench.Notify.RunAsync(_bench.OrderId, NotificationKind.Shipped, default);

        order.Status.Should().Be(OrderStatus.Shipped);
        order.NotifiedAt.Should().NotBeNull();
    }

    [Fact]
    public async Task Cancel_BookedOrder_CancelsAtTheCarrierFirst()
    {
        await _bench.Book.RunAsync(_bench.OrderId, default);

        await _bench.Cancel.RunAsync(_bench.OrderId, "Changed their mind.", null, default);
        await _bench.Cancel.RunAsync(_bench.OrderId, "Changed their mind.", null, default);

        _bench.LiveBookings.Should().Be(0);
        _bench.Carrier.CancelCalls.Should().Be(1);
        (await _bench.OrderAsync()).Status.Should().Be(OrderStatus.Cancelled);
    }

    [Fact]
    public async Task Cancel_BookingInDoubt_FindsAndCancelsIt()
    {
        _bench.Carrier.Faults.Enqueue(BookingFault.AnswerLost);
        await FluentActions.Awaiting(() => _bench.Book.RunAsync(_bench.OrderId, default)).Should().ThrowAsync<BookingInDoubtException>();

        await _bench.Cancel.RunAsync(_bench.OrderId, "Changed their mind.", null, default);

        _bench.LiveBookings.Should().Be(0);
        (await _bench.OrderAsync()).Status.Should().Be(OrderStatus.Cancelled);
    }

    [Fact]
    public async Task Cancel_CarrierDown_LeavesTheOrderAndTheWayForTheNextRun()
    {
        await _bench.Book.RunAsync(_bench.OrderId, default);
        _bench.Carrier.IsDown = true;
        await FluentActions.Awaiting(() => _bench.Cancel.RunAsync(_bench.OrderId, "x", null, default)).Should().ThrowAsync<CarrierUnavailableException>();
        (await _bench.OrderAsync()).Status.Should().Be(OrderStatus.Scheduled);

        _bench.Carrier.IsDown = false;
        await _bench.Cancel.RunAsync(_bench.OrderId, "x", null, default);

        (await _bench.OrderAsync()).Status.Should().Be(OrderStatus.Cancelled);
    }

    [Fact]
    public async Task Cancel_ShippedUnseenAfterDoubt_OrderKnowsItsShipment()
    {
        _bench.Carrier.Faults.Enqueue(BookingFault.AnswerLost);
        await FluentActions.Awaiting(() => _bench.Book.RunAsync(_bench.OrderId, default)).Should().ThrowAsync<BookingInDoubtException>();
        _bench.Carrier.ShipAll();

        await FluentActions.Awaiting(() => _bench.Cancel.RunAsync(_bench.OrderId, "x", null, default)).Should().ThrowAsync<OrderAlreadyShippedException>();
        var order = await _bench.Check.RunAsync(_bench.OrderId, default);

        order.Status.Should().Be(OrderStatus.Shipped);
        order.ShipmentId.Should().Be("BP-0001");
    }

    [Fact]
    public async Task Ask_AgainWithANewToken_IsAReminderThatKeepsTheBeginning()
    {
        await _bench.Ask.RunAsync(_bench.OrderId, "BookShipment", "BookingRefusedException", "No such street.", new TaskToken("1"), default);
        _bench.Clock.Advance(TimeSpan.FromDays(1));
        await _bench.Ask.RunAsync(_bench.OrderId, "BookShipment", "BookingRefusedException", "No such street.", new TaskToken("2"), default);

        var attention = (await _bench.OrderAsync()).Attention!;

        attention.Since.Should().Be(Samples.Start);
        attention.Reminders.Should().Be(1);
        attention.Token.Should().Be(new TaskToken("2"));
    }

    [Fact]
    public async Task AnyTask_ExecutionGoesOn_ClearsTheAttention()
    {
        await _bench.Ask.RunAsync(_bench.OrderId, "BookShipment", "BookingRefusedException", "No such street.", new TaskToken("1"), default);

        await _bench.Book.RunAsync(_bench.OrderId, default);

        (await _bench.OrderAsync()).Attention.Should().BeNull();
    }

    private async Task ShipAsync()
    {
        await _bench.Book.RunAsync(_bench.OrderId, default);
        _bench.Carrier.ShipAll();
        await _bench.Check.RunAsync(_bench.OrderId, default);
    }
}
