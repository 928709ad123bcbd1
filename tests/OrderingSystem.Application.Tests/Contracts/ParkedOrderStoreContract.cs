using OrderingSystem.Application.Outages;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Domain.Carriers;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Tests.Contracts;

/// <summary>What every <see cref="IParkedOrderStore"/> keeps to.</summary>
public abstract class ParkedOrderStoreContract
{
    protected abstract IParkedOrderStore Store { get; }

    [Fact]
    public async Task Park_EveryMember_IsReadBack()
    {
        var parked = Parked("a", 0) with { NotBefore = Samples.Start.AddTicks(3), Rounds = 4, ReleasedAt = Samples.Start.AddTicks(5) };

        await Store.ParkAsync(parked, default);

        (await Store.FindAsync("a", default)).Should().Be(parked);
        (await Store.FindAsync("b", default)).Should().BeNull();
    }

    [Fact]
    public async Task Park_Again_ReplacesTheRow()
    {
        await Store.ParkAsync(Parked("a", 0) with { ReleasedAt = Samples.Start }, default);
        var again = Parked("a", 7) with { Token = new TaskToken("new") };

        await Store.ParkAsync(again, default);

        (await Store.FindAsync("a", default)).Should().Be(again);
        (await Store.SummarizeAsync(default)).Waiting.Should().Be(1);
    }

    [Fact]
    public async Task ReadDue_OldestFirst_WithoutThoseThatMayNotGoOrWent()
    {
        foreach (var parked in new[]
        {
            Parked("late", 9), Parked("b-same", 2), Parked("a-same", 2), Parked("first", 1),
            Parked("not-yet", 0) with { NotBefore = Samples.Start.AddMinutes(5) },
            Parked("now", 3) with { NotBefore = Samples.Start.AddMinutes(4) },
            Parked("gone", 0) with { ReleasedAt = Samples.Start },
        })
        {
            await Store.ParkAsync(parked, default);
        }

        var due = await Store.ReadDueAsync(Samples.Start.AddMinutes(4), 4, default);
        var all = await Store.ReadDueAsync(Samples.Start.AddMinutes(5), 100, default);

        due.Select(parked => parked.ExecutionName).Should().Equal("first", "a-same", "b-same", "now");
        all.Select(parked => parked.ExecutionName).Should().Equal("not-yet", "first", "a-same", "b-same", "now", "late");
    }

    [Fact]
    public async Task Summarize_TellsTheOldestAndTheNext()
    {
        (await Store.SummarizeAsync(default)).Should().Be(new ParkedSummary(0, null, null));
        await Store.ParkAsync(Parked("a", 3), default);
        await Store.ParkAsync(Parked("b", 1) with { NotBefore = Samples.Start.AddMinutes(8) }, default);
        await Store.ParkAsync(Parked("c", 0) with { ReleasedAt = Samples.Start }, default);

        var summary = await Store.SummarizeAsync(default);

        summary.Should().Be(new ParkedSummary(2, Samples.Start.AddSeconds(1), Samples.Start.AddMinutes(8)));
    }

    [Fact]
    public async Task MarkReleased_WithTheTokenThatWaits_TakesItFromTheQueue()
    {
        await Store.ParkAsync(Parked("a", 0), default);

        await Store.MarkReleasedAsync("a", new TaskToken("token-a"), Samples.Start.AddSeconds(9), default);

        (await Store.FindAsync("a", default))!.ReleasedAt.Should().Be(Samples.Start.AddSeconds(9));
        (await Store.ReadDueAsync(Samples.Start.AddDays(1), 10, default)).Should().BeEmpty();
    }

    [Fact]
    public async Task MarkReleased_WithAnOldToken_ChangesNothing()
    {
        await Store.ParkAsync(Parked("a", 0) with { Token = new TaskToken("new") }, default);

        await Store.MarkReleasedAsync("a", new TaskToken("token-a"), Samples.Start, default);

        (await Store.SummarizeAsync(default)).Waiting.Should().Be(1);
    }

    [Fact]
    public async Task ForgetReleased_RemovesTheOldOnes_AndNoneThatWaits()
    {
        await Store.ParkAsync(Parked("waits", 0), default);
        await Store.ParkAsync(Parked("old", 0) with { ReleasedAt = Samples.Start }, default);
        await Store.ParkAsync(Parked("new", 0) with { ReleasedAt = Samples.Start.AddMinutes(1) }, default);

        await Store.ForgetReleasedAsync(Samples.Start.AddMinutes(1), default);

        (await Store.FindAsync("waits", default)).Should().NotBeNull();
        (await Store.FindAsync("old", default)).Should().BeNull();
        (await Store.FindAsync("new", default)).Should().NotBeNull();
    }

    private static ParkedOrder Parked(string name, int seconds) => new()
    {
        ExecutionName = name,
        OrderId = OrderId.FromIdempotencyKey(name),
        State = "BookShipment",
        OutageId = "outage-1",
        Token = new TaskToken($"token-{name}"),
        ParkedAt = Samples.Start.AddSeconds(seconds),
    };
}
