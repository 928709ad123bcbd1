using OrderingSystem.Application.Auditing;
using OrderingSystem.Application.Paging;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Tests.Contracts;

/// <summary>What every <see cref="IAuditLog"/> does.</summary>
public abstract class AuditLogContract
{
    private static readonly OrderId Order = OrderId.FromIdempotencyKey("a");

    protected abstract IAuditLog Log { get; }

    [Fact]
    public async Task Append_EntryWithEverythingAndEntryWithTheLeast_AreReadBack()
    {
        var full = EntryOf(1) with { OrderId = Order, Reason = "Ordered twice; \"by phone\"\r\n'; DROP TABLE audit; --" };
        var least = EntryOf(2);

        await Log.AppendAsync(full, default);
        await Log.AppendAsync(least, default);

        (await ListAsync(new AuditFilter())).Should().Equal(least, full);
    }

    [Fact]
    public async Task Append_IdUsedBefore_IsRefusedAndChangesNothing()
    {
        await Log.AppendAsync(EntryOf(1), default);

        var again = () => Log.AppendAsync(EntryOf(1) with { By = "mallory", Outcome = AuditEntry.Failed }, default);

        await again.Should().ThrowAsync<AuditEntryExistsException>();
        (await ListAsync(new AuditFilter())).Should().Equal(EntryOf(1));
    }

    [Fact]
    public async Task List_Filtered_HoldsWhatEachFilterAdmits()
    {
        AuditEntry[] entries =
        [
            EntryOf(1) with { By = "olga", Action = "decideOrder", OrderId = Order },
            EntryOf(2) with { By = "olga" },
            EntryOf(3) with { OrderId = Order },
        ];
        foreach (var entry in entries)
        {
            await Log.AppendAsync(entry, default);
        }

        (await ListAsync(new AuditFilter(By: "olga"))).Should().Equal(entries[1], entries[0]);
        (await ListAsync(new AuditFilter(OrderId: Order))).Should().Equal(entries[2], entries[0]);
        (await ListAsync(new AuditFilter(Action: "decideOrder"))).Should().Equal(entries[0]);
        (await ListAsync(new AuditFilter(From: entries[1].At, To: entries[2].At))).Should().Equal(entries[1]);
        (await ListAsync(new AuditFilter(By: "olga", OrderId: Order))).Should().Equal(entries[0]);
        (await ListAsync(new AuditFilter(By: "nobody"))).Should().BeEmpty();
    }

    [Fact]
    public async Task List_SeveralPages_NewestFirstWithoutGapOrRepeat()
    {
        for (var number = 0; number < 5; number++)
        {
            await Log.AppendAsync(EntryOf(number), default);
        }

        var first = await Log.ListAsync(new AuditFilter(), new PageRequest(3), default);
        await Log.AppendAsync(EntryOf(9), default);
        var second = await Log.ListAsync(new AuditFilter(), new PageRequest(3, first.NextCursor), default);

        first.Items.Concat(second.Items).Should().Equal(EntryOf(4), EntryOf(3), EntryOf(2), EntryOf(1), EntryOf(0));
        second.NextCursor.Should().BeNull();
    }

    [Fact]
    public async Task List_StartedAndConcluded_TheConclusionStandsForBoth()
    {
        var cutOff = EntryOf(1) with { Outcome = AuditEntry.Started };
        var started = EntryOf(2) with { Outcome = AuditEntry.Started };
        var concluded = EntryOf(3) with { Concludes = started.AuditId, OrderId = Order };
        foreach (var entry in new[] { cutOff, started, concluded })
        {
            await Log.AppendAsync(entry, default);
        }

        (await ListAsync(new AuditFilter())).Should().Equal(concluded, cutOff);
        (await ListAsync(new AuditFilter(OrderId: Order))).Should().Equal(concluded);
    }

    [Fact]
    public async Task List_CursorOfAnotherList_IsRefused()
    {
        var list = () => Log.ListAsync(new AuditFilter(), new PageRequest(3, "no cursor!"), default);

        await list.Should().ThrowAsync<InvalidCursorException>();
    }

    private async Task<List<AuditEntry>> ListAsync(AuditFilter filter)
    {
        var entries = new List<AuditEntry>();
        string? cursor = null;
        do
        {
            var page = await Log.ListAsync(filter, new PageRequest(50, cursor), default);
            entries.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return entries;
    }

    private static AuditEntry EntryOf(int number) => new(
        $"A-{number:00}", Samples.Start.AddSeconds(number), "ada", "admin", "placeOrder", $"/api/orders/{number}", null, null, AuditEntry.Succeeded, $"request-{number}");
}
