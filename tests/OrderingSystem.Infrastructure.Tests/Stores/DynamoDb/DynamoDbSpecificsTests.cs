using Amazon.DynamoDBv2.Model;
using OrderingSystem.Application.Notifications;
using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Paging;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Domain.Notifications;
using OrderingSystem.Domain.Orders;
using OrderingSystem.Infrastructure.Stores.DynamoDb;

namespace OrderingSystem.Infrastructure.Tests.Stores.DynamoDb;

/// <summary>What the contracts do not say because only DynamoDB has it: shards, sparse indexes, expiry, the item's size.</summary>
public sealed class DynamoDbSpecificsTests(DynaliteServer server) : IAsyncLifetime
{
    private readonly TestTable _table = new(server);

    private DynamoDbOrderStore Orders => new(_table.Client, _table.Options);

    public ValueTask InitializeAsync() => _table.CreateAsync();

    public ValueTask DisposeAsync() => _table.DisposeAsync();

    [Fact]
    public async Task List_HundredsOverAllShards_EveryPageIsInOrderAndNoneIsMissed()
    {
        const int count = 200;
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            async (number, token) => await Orders.TryAddAsync(Samples.OrderOf($"{number}", Samples.Start.AddMinutes(number * 37 % count)), [], token));

        var all = await ListAllAsync(new OrderFilter(), limit: 17);
        var searched = await ListAllAsync(new OrderFilter(Search: "brightwater"), limit: 17);

        all.Should().HaveCount(count);
        all.Select(order => order.OrderId).Should().OnlyHaveUniqueItems();
        all.Select(order => order.PlacedAt).Should().BeInDescendingOrder();
        searched.Select(order => order.OrderId).Should().Equal(all.Select(order => order.OrderId));
    }

    [Fact]
    public async Task Attention_Settled_LeavesTheSparseIndex()
    {
        var order = Samples.OrderOf("a") with { Attention = new Attention("A", "B", "C", Samples.Start, 0, new TaskToken("t")) };
        await Orders.TryAddAsync(order, [], default);

        await Orders.TryUpdateAsync(order with { Version = 1, Attention = null }, [], default);

        var index = await _table.Client.ScanAsync(new ScanRequest { TableName = _table.Options.Value.TableName, IndexName = OrderTable.ByAttention.Name });
        index.Items.Should().BeEmpty();
        (await Orders.ListAsync(new OrderFilter(Attention: true), new PageRequest(), default)).Items.Should().BeEmpty();
    }

    [Fact]
    public async Task Claim_DeliveryExpiredButNotYetDeleted_CountsAsGone()
    {
        var ledger = new DynamoDbNotificationLedger(_table.Client, _table.Options, LedgerKind.Delivery);
        var notification = new Notification(
            OrderId.FromIdempotencyKey("a"), NotificationKind.Shipped, NotificationChannel.Email, "ada@example.com", "On its way", "Dear Ada,\n");
        await ledger.ClaimAsync(notification, Samples.Start, Samples.Start.AddMinutes(2), default);
        await ledger.MarkSentAsync(notification, Samples.Start, default);

        var later = Samples.Start + DynamoDbNotificationLedger.DeliveryRetention;

        (await ledger.ClaimAsync(notification, later.AddMinutes(-1), later, default)).Should().BeOfType<NotificationClaim.SentBefore>();
        (await ledger.ClaimAsync(notification, later.AddMinutes(1), later.AddMinutes(3), default)).Should().BeOfType<NotificationClaim.Granted>();
    }

    [Fact]
    public async Task Ledgers_OfOneOrder_DoNotMeet()
    {
        var notifications = new DynamoDbNotificationLedger(_table.Client, _table.Options);
        var deliveries = new DynamoDbNotificationLedger(_table.Client, _table.Options, LedgerKind.Delivery);
        var notification = new Notification(
            OrderId.FromIdempotencyKey("a"), NotificationKind.Shipped, NotificationChannel.Email, "ada@example.com", "On its way", "Dear Ada,\n");

        await notifications.ClaimAsync(notification, Samples.Start, Samples.Start.AddMinutes(2), default);

        (await deliveries.ClaimAsync(notification, Samples.Start, Samples.Start.AddMinutes(2), default)).Should().Be(new NotificationClaim.Granted(1));
    }

    /// <summary>DynamoDB takes items of up to 400 KB; the largest order that the rules allow, after a year of daily reminders, is one item.</summary>
    [Fact]
    public async Task Order_LargestAndRemindedForAYear_FitsIntoOneItem()
    {
        var order = Samples.OrderOf("a") with
        {
            Items = [.. Enumerable.Repeat(new OrderItem(new string('茶', OrderRules.MaxDescriptionLength), 1), OrderRules.MaxItems)],
            Note = new string('茶', OrderRules.MaxNoteLength),
        };
        var reminder = new TimelineEntry(Samples.Start, TimelineKind.AttentionReminded, $"Still waits for an operator since {Samples.Start:u}.");

        await Orders.TryAddAsync(order, [OrderTimeline.Placed(order)], default);
        var updated = await Orders.TryUpdateAsync(order with { Version = 1 }, [.. Enumerable.Repeat(reminder, 366)], default);

        updated.Should().BeTrue();
        (await Orders.ReadTimelineAsync(order.OrderId, default)).Should().HaveCount(367);
    }

    private async Task<List<Order>> ListAllAsync(OrderFilter filter, int limit)
    {
        var seen = new List<Order>();
        string? cursor = null;
        do
        {
            var page = await Orders.ListAsync(filter, new PageRequest(limit, cursor), default);
            page.Items.Count.Should().BeLessThanOrEqualTo(limit);
            seen.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        return seen;
    }
}
