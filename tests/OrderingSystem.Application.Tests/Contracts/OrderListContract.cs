using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Outages;
using OrderingSystem.Application.Paging;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Domain.Carriers;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Tests.Contracts;

/// <summary>What every <see cref="IOrderStore"/> finds in its list: filters together, searches, both directions.</summary>
public abstract class OrderListContract
{
    private static readonly OrderStatus[] Statuses = Enum.GetValues<OrderStatus>();

    protected abstract IOrderStore Store { get; }

    protected abstract IParkedOrderStore ParkedOrders { get; }

    [Theory]
    [InlineData("ottilie", "ottilie")]
    [InlineData("OTTILIE", "ottilie")]
    [InlineData("hazel ottilie", "ottilie")]
    [InlineData("hazelgrove, ott", "")]
    [InlineData("ottilie@post", "ottilie")]
    [InlineData("+441632960777", "ottilie")]
    [InlineData("01632 960 777", "ottilie")]
    [InlineData("+44 (0)1632-960777", "ottilie")]
    [InlineData("960777", "ottilie")]
    [InlineData("TRK-00042", "tracked")]
    [InlineData("42", "tracked")]
    [InlineData("k-", "tracked")]
    [InlineData("\"trk-0\" OR", "")]
    [InlineData("trk NOT 42", "")]
    [InlineData("nobody", "")]
    [InlineData("  ", "ottilie,plain,tracked")]
    public async Task Search_OneBox_FindsByAnyPartOfAnyField(string search, string found)
    {
        await AddAsync("plain", order => order);
        await AddAsync("tracked", order => order with { TrackingNumber = "TRK-00042" });
        await AddAsync("ottilie", order => order with { Customer = new CustomerContact("Ottilie Hazelgrove", "ottilie@post.example", "+441632960777") });

        (await KeysAsync(new OrderFilter(Search: search))).Order(StringComparer.Ordinal).Should().Equal(found.Split(',', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Search_OrderId_FindsByItsWholeAndItsParts()
    {
        await AddAsync("a", order => order);
        await AddAsync("b", order => order);
        var id = OrderId.FromIdempotencyKey("a").Value;

        (await KeysAsync(new OrderFilter(Search: id))).Should().Equal("a");
        (await KeysAsync(new OrderFilter(Search: id[7..19].ToLowerInvariant()))).Should().Equal("a");
    }

    [Fact]
    public async Task Search_TextChanges_FindsTheNewAndNoLongerTheOld()
    {
        await AddAsync("a", order => order);
        var stored = (await Store.FindAsync(OrderId.FromIdempotencyKey("a"), default))!;

        await Store.TryUpdateAsync(stored with { TrackingNumber = "TRK-7", Customer = new CustomerContact("Bruno", "bruno@example.com", "+33142685300") }, [], default);

        (await KeysAsync(new OrderFilter(Search: "trk-7"))).Should().Equal("a");
        (await KeysAsync(new OrderFilter(Search: "bruno"))).Should().Equal("a");
        (await KeysAsync(new OrderFilter(Search: "brightwater"))).Should().BeEmpty();
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, null)]
    [InlineData(false, "brightwater")]
    [InlineData(true, "brightwater")]
    public async Task List_InPages_HasTheOrdersOnceInTheirOrder(bool oldestFirst, string? search)
    {
        // Placed in no order, some in the same moment, of all statuses.
        foreach (var number in new[] { 5, 2, 8, 0, 3, 3, 9, 1, 7 }.Index())
        {
            await AddAsync(
                $"{number.Index}",
                order => order with { PlacedAt = Samples.Start.AddSeconds(number.Item), Status = Statuses[number.Index % Statuses.Length] });
        }

        foreach (var statuses in new OrderStatus[][] { [], [OrderStatus.Placed], [OrderStatus.Placed, OrderStatus.Shipped, OrderStatus.Rejected] })
        {
            var filter = new OrderFilter(Search: search) { Statuses = statuses, OldestFirst = oldestFirst };

            var orders = await ReadAllAsync(filter, limit: 2);

            orders.Select(order => order.OrderId).Should().OnlyHaveUniqueItems();
            orders.Should().HaveCount(Enumerable.Range(0, 9).Count(number => statuses.Length == 0 || statuses.Contains(Statuses[number % Statuses.Length])));
            var times = orders.Select(order => order.PlacedAt);
            _ = oldestFirst ? times.Should().BeInAscendingOrder() : times.Should().BeInDescendingOrder();
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("brightwater")]
    public async Task List_TimeAndPerson_SelectsWhatTheyName(string? search)
    {
        for (var day = 0; day < 4; day++)
        {
            await AddAsync($"{day}", order => order with { PlacedAt = Samples.Start.AddDays(day), PlacedBy = day % 2 == 0 ? "even" : "odd" });
        }

        var filter = new OrderFilter(Search: search);
        (await KeysAsync(filter with { PlacedFrom = Samples.Start.AddDays(1), PlacedTo = Samples.Start.AddDays(3) })).Should().Equal("2", "1");
        (await KeysAsync(filter with { PlacedBy = "odd" })).Should().Equal("3", "1");
        (await KeysAsync(filter with { PlacedBy = "nobody" })).Should().BeEmpty();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("brightwater")]
    public async Task List_WaitingFor_SelectsThoseWhoDo(string? search)
    {
        var attention = new Attention("BookShipment", "X", "Y", Samples.Start, 0, new TaskToken("t"));
        await AddAsync("free", order => order);
        await AddAsync("operator", order => order with { Attention = attention });
        await AddAsync("parked", order => order with { PlacedAt = Samples.Start.AddSeconds(1) });
        await AddAsync("parked too", order => order with { PlacedAt = Samples.Start.AddSeconds(2), Status = OrderStatus.Scheduled });
        await AddAsync("released", order => order);
        foreach (var key in new[] { "parked", "parked too", "released" })
        {
            await ParkAsync(key);
        }

        await ParkedOrders.MarkReleasedAsync(OrderId.FromIdempotencyKey("released").Value, new TaskToken("token of released"), Samples.Start, default);

        var filter = new OrderFilter(Search: search);
        (await KeysAsync(filter with { WaitingFor = WaitingFor.Operator })).Should().Equal("operator");
        (await KeysAsync(filter with { WaitingFor = WaitingFor.Carrier })).Should().Equal("parked too", "parked");
        (await KeysAsync(filter with { WaitingFor = WaitingFor.Carrier, OldestFirst = true })).Should().Equal("parked", "parked too");
        (await KeysAsync(filter with { WaitingFor = WaitingFor.Carrier, Statuses = [OrderStatus.Scheduled] })).Should().Equal("parked too");
        (await KeysAsync(filter with { WaitingFor = WaitingFor.Carrier }, limit: 1)).Should().Equal("parked too", "parked");
        (await ParkedOrders.CountWaitingAsync(default)).Should().Be(2);
    }

    [Fact]
    public async Task CountWaiting_ParkedAgainAndForgotten_FollowsTheRows()
    {
        await ParkAsync("a");
        await ParkAsync("a");
        await ParkAsync("b");
        (await ParkedOrders.CountWaitingAsync(default)).Should().Be(2);

        await ParkedOrders.MarkReleasedAsync(OrderId.FromIdempotencyKey("a").Value, new TaskToken("token of a"), Samples.Start, default);
        await ParkedOrders.ForgetReleasedAsync(Samples.Start.AddDays(1), default);
        (await ParkedOrders.CountWaitingAsync(default)).Should().Be(1);

        await ParkAsync("a");
        (await ParkedOrders.CountWaitingAsync(default)).Should().Be(2);
    }

    private static readonly Dictionary<OrderId, string> Keys = new[]
    {
        "plain", "tracked", "ottilie", "a", "b", "0", "1", "2", "3", "free", "operator", "parked", "parked too", "released",
    }.ToDictionary(OrderId.FromIdempotencyKey);

    private async Task AddAsync(string key, Func<Order, Order> change) =>
        (await Store.TryAddAsync(change(Samples.OrderOf(key)), [], default)).Should().BeTrue();

    private Task ParkAsync(string key)
    {
        var orderId = OrderId.FromIdempotencyKey(key);
        return ParkedOrders.ParkAsync(
            new ParkedOrder
            {
                ExecutionName = orderId.Value,
                OrderId = orderId,
                State = "BookShipment",
                OutageId = "outage-1",
                Token = new TaskToken("token of " + key),
                ParkedAt = Samples.Start,
            },
            default);
    }

    private async Task<List<string>> KeysAsync(OrderFilter filter, int limit = 50) =>
        [.. (await ReadAllAsync(filter, limit)).Select(order => Keys[order.OrderId])];

    private async Task<List<Order>> ReadAllAsync(OrderFilter filter, int limit)
    {
        var orders = new List<Order>();
        string? cursor = null;
        do
        {
            var page = await Store.ListAsync(filter, new PageRequest(limit, cursor), default);
            page.Items.Count.Should().BeLessThanOrEqualTo(limit);
            orders.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        return orders;
    }
}
