using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Paging;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Domain.Customers;
using OrderingSystem.Domain.Orders;
using OrderingSystem.Domain.Shipping;

namespace OrderingSystem.Application.Tests.Contracts;

/// <summary>What every <see cref="IOrderStore"/> does.</summary>
public abstract class OrderStoreContract
{
    protected abstract IOrderStore Store { get; }

    [Fact]
    public async Task Find_UnknownOrder_IsNull() =>
        (await Store.FindAsync(OrderId.FromIdempotencyKey("nobody"), default)).Should().BeNull();

    [Fact]
    public async Task Find_AddedOrder_ReadsBackWhatWasWritten()
    {
        var order = Samples.OrderOf("a", Samples.Start.AddTicks(7)) with
        {
            Status = OrderStatus.Scheduled,
            ShipmentId = "BP-1",
            TrackingNumber = "TRK",
            ScheduledAt = Samples.Start.AddHours(1),
            ShippedAt = Samples.Start.AddDays(1),
            NotifiedAt = Samples.Start.AddDays(2),
            CancellationRequestedAt = Samples.Start.AddHours(7),
            BookingAttempt = new BookingAttempt(3, Samples.Start, Samples.Start.AddMinutes(2)),
            Attention = new Attention("BookShipment", "BookingRefusedException", "No such street.", Samples.Start, 2, new TaskToken("secret")),
        };

        (await Store.TryAddAsync(order, [], default)).Should().BeTrue();

        (await Store.FindAsync(order.OrderId, default)).Should().BeEquivalentTo(order with { Version = 1 });
    }

    [Fact]
    public async Task Find_OrderWithoutOptionalParts_ReadsThemAsNull()
    {
        var order = Samples.OrderOf("a") with { Customer = null, Note = null };

        await Store.TryAddAsync(order, [], default);

        (await Store.FindAsync(order.OrderId, default)).Should().BeEquivalentTo(order with { Version = 1 });
    }

    [Fact]
    public async Task TryAdd_SecondTime_KeepsTheFirst()
    {
        var order = Samples.OrderOf("a");
        await Store.TryAddAsync(order, [OrderTimeline.Placed(order)], default);

        var added = await Store.TryAddAsync(order with { Note = "other" }, [OrderTimeline.Placed(order)], default);

        added.Should().BeFalse();
        (await Store.FindAsync(order.OrderId, default))!.Note.Should().Be(order.Note);
        (await Store.ReadTimelineAsync(order.OrderId, default)).Should().ContainSingle();
    }

    [Fact]
    public async Task TryUpdate_LoadedVersion_ReplacesAndAppends()
    {
        var order = Samples.OrderOf("a");
        await Store.TryAddAsync(order, [OrderTimeline.Placed(order)], default);
        var loaded = (await Store.FindAsync(order.OrderId, default))!;
        var change = (OrderChange.Changed)loaded.Schedule(new Booking("BP-1", "TRK-1", order.OrderId.Value, null), Samples.Start.AddHours(1));

        var next = change.Order with { ExecutionArn = $"{order.ExecutionArn}-2", CancelledBookings = 2, RefusedBookings = 1, DecidedAt = Samples.Start.AddTicks(7) };

        var updated = await Store.TryUpdateAsync(next, change.Entries, default);

        updated.Should().BeTrue();
        (await Store.FindAsync(order.OrderId, default)).Should().BeEquivalentTo(next with { Version = 2 });
        (await Store.ReadTimelineAsync(order.OrderId, default)).Should().Equal([OrderTimeline.Placed(order), .. change.Entries]);
    }

    [Fact]
    public async Task TryUpdate_StaleVersion_ChangesNothing()
    {
        var order = Samples.OrderOf("a");
        await Store.TryAddAsync(order, [], default);
        var loaded = (await Store.FindAsync(order.OrderId, default))!;
        await Store.TryUpdateAsync(loaded with { TrackingNumber = "first" }, [], default);

        var updated = await Store.TryUpdateAsync(loaded with { TrackingNumber = "second" }, [OrderTimeline.Placed(order)], default);

        updated.Should().BeFalse();
        (await Store.FindAsync(order.OrderId, default))!.TrackingNumber.Should().Be("first");
        (await Store.ReadTimelineAsync(order.OrderId, default)).Should().BeEmpty();
    }

    [Fact]
    public async Task TryUpdate_ManyAtOnceFromOneVersion_OneWins()
    {
        var order = Samples.OrderOf("a");
        await Store.TryAddAsync(order, [], default);
        var loaded = (await Store.FindAsync(order.OrderId, default))!;

        var wins = await Task.WhenAll(Enumerable.Range(0, 20)
            .Select(number => Task.Run(() => Store.TryUpdateAsync(loaded with { TrackingNumber = $"T{number}" }, [], default))));

        wins.Count(won => won).Should().Be(1);
    }

    [Fact]
    public async Task Change_ManyAtOnce_NoneIsLost()
    {
        var order = Samples.OrderOf("a");
        await Store.TryAddAsync(order, [], default);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Task.Run(() => Store.ChangeAsync(
            order.OrderId,
            current => new OrderChange.Changed(current, [new TimelineEntry(Samples.Start, TimelineKind.Decided, $"{number}")]),
            default))));

        (await Store.FindAsync(order.OrderId, default))!.Version.Should().Be(21);
        (await Store.ReadTimelineAsync(order.OrderId, default)).Select(entry => entry.Text)
            .Should().BeEquivalentTo(Enumerable.Range(0, 20).Select(number => $"{number}"));
    }

    [Fact]
    public async Task List_SeveralPages_NewestFirstWithoutGapsOrRepeats()
    {
        for (var number = 0; number < 7; number++)
        {
            // Two at a time are placed in the same moment: the cursor must tell them apart.
            await Store.TryAddAsync(Samples.OrderOf($"{number}", Samples.Start.AddSeconds(number / 2)), [], default);
        }

        var seen = new List<Order>();
        string? cursor = null;
        do
        {
            var page = await Store.ListAsync(new OrderFilter(), new PageRequest(2, cursor), default);
            page.Items.Count.Should().BeLessThanOrEqualTo(2);
            seen.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        seen.Should().HaveCount(7);
        seen.Select(order => order.OrderId).Should().OnlyHaveUniqueItems();
        seen.Select(order => order.PlacedAt).Should().BeInDescendingOrder();
    }

    [Fact]
    public async Task List_ForeignCursor_IsRefused()
    {
        var list = () => Store.ListAsync(new OrderFilter(), new PageRequest(2, "not-a-cursor!"), default);

        await list.Should().ThrowAsync<InvalidCursorException>();
    }

    [Fact]
    public async Task List_Filters_SelectWhatTheyName()
    {
        var plain = Samples.OrderOf("plain");
        var scheduled = Samples.OrderOf("scheduled") with { Status = OrderStatus.Scheduled, TrackingNumber = "TRK_100%" };
        var waiting = Samples.OrderOf("waiting") with
        {
            CustomerId = CustomerId.Parse("C-0002"),
            Customer = new CustomerContact("Bruno Castellane", "bruno@example.com", "+441632960002"),
            Attention = new Attention("BookShipment", "X", "Y", Samples.Start, 0, new TaskToken("t")),
        };
        foreach (var order in new[] { plain, scheduled, waiting })
        {
            await Store.TryAddAsync(order, [], default);
        }

        (await IdsAsync(new OrderFilter(Status: OrderStatus.Scheduled))).Should().Equal(scheduled.OrderId);
        (await IdsAsync(new OrderFilter(CustomerId: waiting.CustomerId))).Should().Equal(waiting.OrderId);
        (await IdsAsync(new OrderFilter(Attention: true))).Should().Equal(waiting.OrderId);
        (await IdsAsync(new OrderFilter(Attention: false))).Should().BeEquivalentTo([plain.OrderId, scheduled.OrderId]);
        (await IdsAsync(new OrderFilter(Search: "castel"))).Should().Equal(waiting.OrderId);
        (await IdsAsync(new OrderFilter(Search: "_100%"))).Should().Equal(scheduled.OrderId);
        (await IdsAsync(new OrderFilter(Search: "%"))).Should().Equal(scheduled.OrderId);
        (await IdsAsync(new OrderFilter(Search: plain.OrderId.Value[2..10]))).Should().Equal(plain.OrderId);
    }

    [Fact]
    public async Task Count_SomeOrders_ByStatusAttentionAndNotified()
    {
        await Store.TryAddAsync(Samples.OrderOf("1"), [], default);
        await Store.TryAddAsync(Samples.OrderOf("2") with { Status = OrderStatus.Shipped, NotifiedAt = Samples.Start }, [], default);
        await Store.TryAddAsync(
            Samples.OrderOf("3") with { Attention = new Attention("A", "B", "C", Samples.Start, 0, new TaskToken("t")) }, [], default);

        var counts = await Store.CountAsync(default);

        counts.Of(OrderStatus.Placed).Should().Be(2);
        counts.Of(OrderStatus.Shipped).Should().Be(1);
        counts.Attention.Should().Be(1);
        counts.Notified.Should().Be(1);
        counts.Total.Should().Be(3);
    }

    private async Task<List<OrderId>> IdsAsync(OrderFilter filter) =>
        [.. (await Store.ListAsync(filter, new PageRequest(), default)).Items.Select(order => order.OrderId)];
}
