using OrderingSystem.Application.Decisions;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Tests.Contracts;

/// <summary>What every <see cref="IBulkDecisionStore"/> keeps to.</summary>
public abstract class BulkDecisionStoreContract
{
    private static readonly BulkDecision Bare = new()
    {
        JobId = "decisions-1",
        Decision = new Decision(DecisionKind.ConfirmShipped, null, "olga", Samples.Start),
        Filter = new AttentionFilter(),
        OrdersPerMinute = 60,
        Total = 5,
    };

    protected abstract IBulkDecisionStore Store { get; }

    [Fact]
    public async Task Add_WhatMustBeThere_IsReadBackAsVersionOne()
    {
        var added = await Store.TryAddAsync(Bare, default);

        added.Should().BeTrue();
        (await Store.FindAsync(Bare.JobId, default)).Should().Be(Bare with { Version = 1 });
        (await Store.FindAsync("decisions-2", default)).Should().BeNull();
    }

    [Fact]
    public async Task AddAndUpdate_EveryMember_IsReadBack()
    {
        var full = Bare with
        {
            Decision = Bare.Decision with { Note = "Seen on the truck." },
            Filter = new AttentionFilter("BookShipment", "BookingRefusedException", Samples.Start.AddTicks(1)),
        };
        await Store.TryAddAsync(full, default);
        var changed = full with
        {
            Version = 1,
            State = BulkDecisionState.Stopped,
            Decided = 1,
            Superseded = 2,
            NotPossible = 3,
            Position = new AttentionPosition(Samples.Start.AddTicks(4), OrderId.FromIdempotencyKey("a")),
            NextBatchAt = Samples.Start.AddTicks(5),
            EndedAt = Samples.Start.AddTicks(6),
            StoppedBy = "otto",
        };

        var updated = await Store.TryUpdateAsync(changed, default);

        updated.Should().BeTrue();
        (await Store.FindAsync(full.JobId, default)).Should().Be(changed with { Version = 2 });
    }

    [Fact]
    public async Task Add_Again_LeavesTheFirst()
    {
        await Store.TryAddAsync(Bare, default);

        var again = await Store.TryAddAsync(Bare with { Total = 9 }, default);

        again.Should().BeFalse();
        (await Store.FindAsync(Bare.JobId, default))!.Total.Should().Be(5);
    }

    [Fact]
    public async Task Update_OfAnOldVersion_ChangesNothing()
    {
        await Store.TryAddAsync(Bare, default);
        await Store.TryUpdateAsync(Bare with { Version = 1, Decided = 1 }, default);

        var late = await Store.TryUpdateAsync(Bare with { Version = 1, Decided = 2 }, default);

        late.Should().BeFalse();
        (await Store.FindAsync(Bare.JobId, default))!.Decided.Should().Be(1);
    }
}
