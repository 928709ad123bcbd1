using OrderingSystem.Application.Customers;
using OrderingSystem.Application.Notifications;
using OrderingSystem.Application.Paging;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Domain.Customers;
using OrderingSystem.Domain.Notifications;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Tests.Fulfilment;

/// <summary>Customers whom no message reaches: the task ends, the order waits, somebody calls.</summary>
public sealed class CallTests
{
    private static readonly CallMade Maria = new("maria", "Her husband takes it.");

    private readonly FulfilmentBench _bench = new();
    private readonly ConfirmCall _confirm;

    public CallTests() => _confirm = new ConfirmCall(_bench.Orders, _bench.Ledger, _bench.Clock);

    [Theory]
    [InlineData(ContactChannel.Phone, "ada@example.com", NotificationChannel.Phone)]
    [InlineData(ContactChannel.Phone, null, NotificationChannel.Phone)]
    [InlineData(ContactChannel.Sms, null, NotificationChannel.Sms)]
    [InlineData(ContactChannel.Email, null, NotificationChannel.Phone)]
    public async Task Notify_NoMessageReachesThem_SomebodyIsToCall(ContactChannel channel, string? email, NotificationChannel recorded)
    {
        await ChooseAsync(channel, email);

        var order = await NotifyAsync();

        order.Status.Should().Be(OrderStatus.Shipped);
        order.NotifiedAt.Should().BeNull();
        order.Attention.Should().Match<Attention>(attention => attention.IsCall && attention.State == "NotifyCustomer");
        _bench.Sender.Sent.Should().BeEmpty();
        var call = (await CallsAsync()).Should().ContainSingle().Which;
        call.Notification.Channel.Should().Be(recorded);
        call.Notification.To.Should().Be(Samples.Ada.Phone);
        order.Attention!.Cause.Should().NotContain(Samples.Ada.Phone).And.NotContain("Ada", "it stands in the timeline");
    }

    [Fact]
    public async Task Notify_CallIsOpen_AsksOnceHoweverOftenItRuns()
    {
        await ChooseAsync(ContactChannel.Phone);

        await NotifyAsync();
        _bench.Clock.Advance(TimeSpan.FromHours(1));
        await NotifyAsync();

        (await CallsAsync()).Should().ContainSingle();
        (await TimelineAsync(TimelineKind.CallAsked)).Should().ContainSingle();
    }

    [Fact]
    public async Task Confirm_CallMade_CustomerCountsAsTold()
    {
        await ChooseAsync(ContactChannel.Phone);
        await NotifyAsync();
        _bench.Clock.Advance(TimeSpan.FromHours(1));

        var first = await ConfirmAsync(Maria);
        var again = await ConfirmAsync(Maria);
        var other = await ConfirmAsync(Maria with { By = "nils" });

        first.Should().BeOfType<ConfirmCallResult.Confirmed>();
        again.Should().BeOfType<ConfirmCallResult.Confirmed>();
        other.Should().BeOfType<ConfirmCallResult.MadeBefore>();
        var order = await _bench.OrderAsync();
        order.NotifiedAt.Should().Be(_bench.Clock.GetUtcNow());
        order.Attention.Should().BeNull();
        (await TimelineAsync(TimelineKind.Notified)).Should().ContainSingle().Which.Should().Match<TimelineEntry>(entry => entry.By == "maria" && entry.Text.Contains("telephone"));
        (await TimelineAsync(TimelineKind.Note)).Should().ContainSingle().Which.Text.Should().Be(Maria.Note);
        (await CallsAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Confirm_DiesBetweenLedgerAndOrder_TheSameRequestCarriesOn()
    {
        await ChooseAsync(ContactChannel.Phone);
        await NotifyAsync();
        _bench.Orders.BeforeWrite = () => throw new ProcessDiedException();

        var cutOff = () => ConfirmAsync(Maria);

        await cutOff.Should().ThrowAsync<ProcessDiedException>();
        (await _bench.OrderAsync()).Attention.Should().NotBeNull("who looks at the order sees that something is left to do");
        _bench.Orders.BeforeWrite = null;
        (await ConfirmAsync(Maria)).Should().BeOfType<ConfirmCallResult.Confirmed>();
        (await _bench.OrderAsync()).NotifiedAt.Should().NotBeNull();
    }

    [Fact]
    public async Task Confirm_BeforeTheTaskWroteTheOrder_TheTaskAsksNoMore()
    {
        await ChooseAsync(ContactChannel.Phone);
        _bench.Orders.BeforeWrite = null;
        await ShipAsync();
        await _bench.Ledger.OpenCallAsync(
            NotificationText.Compose(await _bench.OrderAsync(), (await _bench.Customers.FindAsync(Samples.Ada.CustomerId, default))!, NotificationKind.Shipped),
            _bench.Clock.GetUtcNow(),
            default);
        await ConfirmAsync(Maria);

        var order = await NotifyAsync();

        order.NotifiedAt.Should().NotBeNull();
        order.Attention.Should().BeNull();
        (await TimelineAsync(TimelineKind.CallAsked)).Should().BeEmpty();
    }

    [Fact]
    public async Task Confirm_MessageWasSent_NobodyIsToCall()
    {
        await NotifyAsync();

        (await ConfirmAsync(Maria)).Should().BeOfType<ConfirmCallResult.NoCall>();
        (await _confirm.RunAsync(OrderId.FromIdempotencyKey("other"), NotificationKind.Shipped, Maria, default)).Should().BeOfType<ConfirmCallResult.NotFound>();
    }

    [Fact]
    public async Task Notify_ChannelChangedSince_TheCallStays()
    {
        await ChooseAsync(ContactChannel.Phone);
        await NotifyAsync();
        await ChooseAsync(ContactChannel.Email, Samples.Ada.Email);

        var order = await NotifyAsync(); // a run of the task that was given up, and ends late

        order.NotifiedAt.Should().BeNull();
        order.Attention.Should().Match<Attention>(attention => attention.IsCall);
        _bench.Sender.Sent.Should().BeEmpty();
        (await ConfirmAsync(Maria)).Should().BeOfType<ConfirmCallResult.Confirmed>();
    }

    [Fact]
    public async Task Notify_SenderReachesPhones_IsSentAsOneSentence()
    {
        _bench.Sender.Reached.Add(NotificationChannel.Sms);
        await ChooseAsync(ContactChannel.Sms);

        var order = await NotifyAsync();

        order.NotifiedAt.Should().NotBeNull();
        var sent = _bench.Sender.Sent.Should().ContainSingle().Which;
        sent.To.Should().Be(Samples.Ada.Phone);
        sent.Body.Should().NotContain("\n").And.NotContain(Samples.Ada.Name);
        (await TimelineAsync(TimelineKind.Notified)).Should().ContainSingle().Which.Text.Should().Contain("text message");
    }

    private async Task ChooseAsync(ContactChannel channel, string? email = null)
    {
        var customer = (await _bench.Customers.FindAsync(Samples.Ada.CustomerId, default))!;
        (await _bench.Customers.UpdateAsync(customer with { Channel = channel, Email = email }, [], default)).Should().BeOfType<CustomerWrite.Written>();
    }

    private Task<bool> ShipAsync() => _bench.Orders.TryUpdateAsync(Samples.OrderOf("a") with { Version = 1, Status = OrderStatus.Shipped, ShippedAt = Samples.Start }, [], default);

    private Task<Order> NotifyAsync() => _bench.Notify.RunAsync(_bench.OrderId, NotificationKind.Shipped, default);

    private Task<ConfirmCallResult> ConfirmAsync(CallMade call) => _confirm.RunAsync(_bench.OrderId, NotificationKind.Shipped, call, default);

    private async Task<IReadOnlyList<LedgerEntry>> CallsAsync() => (await _bench.Ledger.ListCallsAsync(null, new PageRequest(), default)).Items;

    private async Task<IEnumerable<TimelineEntry>> TimelineAsync(TimelineKind kind) =>
        (await _bench.Orders.ReadTimelineAsync(_bench.OrderId, default)).Where(entry => entry.Kind == kind);
}
