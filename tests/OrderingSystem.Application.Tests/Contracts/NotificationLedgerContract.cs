using OrderingSystem.Application.Notifications;
using OrderingSystem.Application.Paging;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Domain.Notifications;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Tests.Contracts;

/// <summary>What every <see cref="INotificationLedger"/> does.</summary>
public abstract class NotificationLedgerContract
{
    private static readonly DateTimeOffset Now = Samples.Start;
    private static readonly DateTimeOffset Held = Now.AddMinutes(2);

    protected abstract INotificationLedger Ledger { get; }

    [Fact]
    public async Task Claim_First_IsGrantedAndNotYetListed()
    {
        var claim = await Ledger.ClaimAsync(NotificationOf("a"), Now, Held, default);

        claim.Should().Be(new NotificationClaim.Granted(1));
        (await Ledger.ListSentAsync(null, new PageRequest(), default)).Items.Should().BeEmpty();
        (await Ledger.FindAsync(NotificationOf("a").OrderId, NotificationKind.Shipped, default))
            .Should().Be(new LedgerEntry(NotificationOf("a"), 1, null));
    }

    [Fact]
    public async Task Claim_WhileHeld_NamesTheEndOfTheHold()
    {
        await Ledger.ClaimAsync(NotificationOf("a"), Now, Held, default);

        (await Ledger.ClaimAsync(NotificationOf("a"), Now.AddMinutes(1), Held.AddMinutes(1), default))
            .Should().Be(new NotificationClaim.HeldByAnother(Held));
    }

    [Fact]
    public async Task Claim_HoldPassed_IsGrantedAgain()
    {
        await Ledger.ClaimAsync(NotificationOf("a"), Now, Held, default);

        (await Ledger.ClaimAsync(NotificationOf("a"), Held, Held.AddMinutes(2), default)).Should().Be(new NotificationClaim.Granted(2));
    }

    [Fact]
    public async Task Claim_Released_IsGrantedAtOnce()
    {
        await Ledger.ClaimAsync(NotificationOf("a"), Now, Held, default);

        await Ledger.ReleaseAsync(NotificationOf("a").OrderId, NotificationKind.Shipped, 1, default);

        (await Ledger.ClaimAsync(NotificationOf("a"), Now, Held, default)).Should().Be(new NotificationClaim.Granted(2));
    }

    [Fact]
    public async Task Release_BySomebodyWhoseHoldPassed_ReleasesNothing()
    {
        await Ledger.ClaimAsync(NotificationOf("a"), Now, Held, default);
        await Ledger.ClaimAsync(NotificationOf("a"), Held, Held.AddMinutes(2), default);

        await Ledger.ReleaseAsync(NotificationOf("a").OrderId, NotificationKind.Shipped, 1, default);

        (await Ledger.ClaimAsync(NotificationOf("a"), Held, Held, default)).Should().BeOfType<NotificationClaim.HeldByAnother>();
    }

    [Fact]
    public async Task MarkSent_Twice_KeepsTheFirstTime()
    {
        await Ledger.ClaimAsync(NotificationOf("a"), Now, Held, default);

        await Ledger.MarkSentAsync(NotificationOf("a"), Now.AddSeconds(1), default);
        await Ledger.MarkSentAsync(NotificationOf("a"), Now.AddSeconds(9), default);

        (await Ledger.ClaimAsync(NotificationOf("a"), Now.AddDays(1), Now.AddDays(2), default))
            .Should().Be(new NotificationClaim.SentBefore(Now.AddSeconds(1)));
        (await Ledger.ListSentAsync(null, new PageRequest(), default)).Items
            .Should().Equal(new LedgerEntry(NotificationOf("a"), 1, Now.AddSeconds(1)));
    }

    [Fact]
    public async Task Claim_ManyAtOnce_OneIsGranted()
    {
        var claims = await Task.WhenAll(Enumerable.Range(0, 20)
            .Select(_ => Task.Run(() => Ledger.ClaimAsync(NotificationOf("a"), Now, Held, default))));

        claims.OfType<NotificationClaim.Granted>().Should().ContainSingle();
    }

    [Fact]
    public async Task Post_Twice_IsSentOnceAtTheFirstTime()
    {
        (await Ledger.PostAsync(NotificationOf("a"), Now, default)).Should().Be(Now);
        (await Ledger.PostAsync(NotificationOf("a"), Now.AddHours(1), default)).Should().Be(Now);

        (await Ledger.ListSentAsync(null, new PageRequest(), default)).Items.Should().Equal(new LedgerEntry(NotificationOf("a"), 1, Now));
    }

    [Fact]
    public async Task Post_AfterAClaimThatWasNeverFinished_IsSent()
    {
        await Ledger.ClaimAsync(NotificationOf("a"), Now, Held, default);

        (await Ledger.PostAsync(NotificationOf("a"), Now.AddSeconds(1), default)).Should().Be(Now.AddSeconds(1));

        (await Ledger.ListSentAsync(null, new PageRequest(), default)).Items.Should().ContainSingle();
    }

    [Fact]
    public async Task ListSent_SeveralPages_NewestFirstAndByOrder()
    {
        for (var number = 0; number < 5; number++)
        {
            await Ledger.ClaimAsync(NotificationOf($"{number}"), Now, Held, default);
            await Ledger.MarkSentAsync(NotificationOf($"{number}"), Now.AddSeconds(number / 2), default);
        }

        var first = await Ledger.ListSentAsync(null, new PageRequest(3), default);
        var second = await Ledger.ListSentAsync(null, new PageRequest(3, first.NextCursor), default);

        first.Items.Concat(second.Items).Select(entry => entry.Notification.OrderId).Should().OnlyHaveUniqueItems().And.HaveCount(5);
        first.Items.Concat(second.Items).Select(entry => entry.SentAt).Should().BeInDescendingOrder();
        (await Ledger.ListSentAsync(NotificationOf("3").OrderId, new PageRequest(), default)).Items.Should().ContainSingle();
    }

    private static Notification NotificationOf(string key) => new(
        OrderId.FromIdempotencyKey(key), NotificationKind.Shipped, NotificationChannel.Email, "ada@example.com", "On its way", "Dear Ada,\n");
}
