using OrderingSystem.Application.Notifications;
using OrderingSystem.Application.Paging;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Domain.Customers;
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

    [Fact]
    public async Task OpenCall_First_IsListedAsToCallAndNotAsSent()
    {
        (await Ledger.OpenCallAsync(CallOf("a"), Now, default)).Should().Be(new NotificationClaim.Granted(1));

        var expected = new LedgerEntry(CallOf("a"), 1, null) { CallSince = Now };
        (await Ledger.ListCallsAsync(null, new PageRequest(), default)).Items.Should().Equal(expected);
        (await Ledger.ListCallsAsync(CallOf("a").OrderId, new PageRequest(), default)).Items.Should().Equal(expected);
        (await Ledger.ListSentAsync(null, new PageRequest(), default)).Items.Should().BeEmpty();
        (await Ledger.ListSentAsync(CallOf("a").OrderId, new PageRequest(), default)).Items.Should().BeEmpty();
    }

    [Fact]
    public async Task OpenCall_Again_KeepsItsBeginning()
    {
        await Ledger.OpenCallAsync(CallOf("a"), Now, default);

        (await Ledger.OpenCallAsync(CallOf("a"), Now.AddHours(1), default)).Should().Be(new NotificationClaim.Granted(1));

        (await Ledger.ListCallsAsync(null, new PageRequest(), default)).Items.Should().ContainSingle().Which.CallSince.Should().Be(Now);
    }

    [Fact]
    public async Task OpenCall_WhileAMessageIsBeingSent_NamesTheEndOfTheHold()
    {
        await Ledger.ClaimAsync(NotificationOf("a"), Now, Held, default);

        (await Ledger.OpenCallAsync(CallOf("a"), Now, default)).Should().Be(new NotificationClaim.HeldByAnother(Held));
    }

    [Fact]
    public async Task OpenCall_SentBefore_SaysWhen()
    {
        await Ledger.PostAsync(NotificationOf("a"), Now, default);

        (await Ledger.OpenCallAsync(CallOf("a"), Held, default)).Should().Be(new NotificationClaim.SentBefore(Now));
    }

    [Theory]
    [InlineData("Left it with his son.")]
    [InlineData(null)]
    public async Task CloseCall_Twice_KeepsTheFirst(string? note)
    {
        await Ledger.OpenCallAsync(CallOf("a"), Now, default);

        var first = await Ledger.CloseCallAsync(CallOf("a").OrderId, NotificationKind.Shipped, new CallMade("maria", note), Held, default);
        var second = await Ledger.CloseCallAsync(CallOf("a").OrderId, NotificationKind.Shipped, new CallMade("nils", "I did."), Held.AddDays(1), default);

        first.Should().Be(new LedgerEntry(CallOf("a"), 1, Held) { CallSince = Now, Call = new CallMade("maria", note) });
        second.Should().Be(first);
        (await Ledger.ListCallsAsync(null, new PageRequest(), default)).Items.Should().BeEmpty();
        (await Ledger.ListSentAsync(null, new PageRequest(), default)).Items.Should().Equal(first);
        (await Ledger.ClaimAsync(NotificationOf("a"), Held.AddDays(1), Held.AddDays(2), default)).Should().Be(new NotificationClaim.SentBefore(Held));
    }

    [Fact]
    public async Task CloseCall_ManyAtOnce_OneIsKept()
    {
        await Ledger.OpenCallAsync(CallOf("a"), Now, default);

        var rows = await Task.WhenAll(Enumerable.Range(0, 10)
            .Select(number => Task.Run(() => Ledger.CloseCallAsync(CallOf("a").OrderId, NotificationKind.Shipped, new CallMade($"admin{number}", null), Held, default))));

        rows.Distinct().Should().ContainSingle();
    }

    [Fact]
    public async Task CloseCall_NoCallIsOpen_ChangesNothing()
    {
        await Ledger.ClaimAsync(NotificationOf("a"), Now, Held, default);

        (await Ledger.CloseCallAsync(NotificationOf("a").OrderId, NotificationKind.Shipped, new CallMade("maria", null), Now, default))
            .Should().Be(new LedgerEntry(NotificationOf("a"), 1, null));
        (await Ledger.CloseCallAsync(NotificationOf("b").OrderId, NotificationKind.Shipped, new CallMade("maria", null), Now, default)).Should().BeNull();
    }

    [Fact]
    public async Task Claim_CallIsOpen_TheCallStays()
    {
        await Ledger.OpenCallAsync(CallOf("a"), Now, default);

        (await Ledger.ClaimAsync(NotificationOf("a"), Held, Held.AddMinutes(2), default)).Should().Be(new NotificationClaim.CallIsOpen(Now));

        (await Ledger.ListCallsAsync(null, new PageRequest(), default)).Items.Should().Equal(new LedgerEntry(CallOf("a"), 1, null) { CallSince = Now });
        (await Ledger.CloseCallAsync(CallOf("a").OrderId, NotificationKind.Shipped, new CallMade("maria", null), Held, default))!.SentAt.Should().Be(Held);
    }

    [Fact]
    public async Task Post_CallIsOpen_TheCallStays()
    {
        await Ledger.OpenCallAsync(CallOf("a"), Now, default);

        (await Ledger.PostAsync(NotificationOf("a"), Held, default)).Should().BeNull();

        (await Ledger.ListCallsAsync(null, new PageRequest(), default)).Items.Should().Equal(new LedgerEntry(CallOf("a"), 1, null) { CallSince = Now });
        (await Ledger.ListSentAsync(null, new PageRequest(), default)).Items.Should().BeEmpty();
    }

    [Fact]
    public async Task ClaimAndOpenCall_AtOnce_OneOfThemTellsTheCustomer()
    {
        var claims = await Task.WhenAll(Enumerable.Range(0, 10).Select(number => Task.Run(() => number % 2 == 0
            ? Ledger.OpenCallAsync(CallOf("a"), Now, default)
            : Ledger.ClaimAsync(NotificationOf("a"), Now, Held, default))));

        var calls = claims.Where((_, number) => number % 2 == 0).OfType<NotificationClaim.Granted>();
        var messages = claims.Where((_, number) => number % 2 == 1).OfType<NotificationClaim.Granted>().Count();
        (calls.Any() ? 1 : 0).Should().Be(1 - messages);
        (await Ledger.ListCallsAsync(null, new PageRequest(), default)).Items.Should().HaveCount(1 - messages);
    }

    [Fact]
    public async Task Erase_CallWasMade_LeavesNothingPersonal()
    {
        await Ledger.OpenCallAsync(CallOf("a"), Now, default);
        await Ledger.CloseCallAsync(CallOf("a").OrderId, NotificationKind.Shipped, new CallMade("maria", "Ada was glad."), Held, default);

        await Ledger.EraseAsync(CallOf("a").OrderId, NotificationKind.Shipped, default);

        var erased = (await Ledger.FindAsync(CallOf("a").OrderId, NotificationKind.Shipped, default))!;
        erased.Notification.To.Should().Be(Customer.Erased);
        erased.Notification.Body.Should().Be(Customer.Erased);
        erased.Call.Should().Be(new CallMade("maria", Customer.Erased));
    }

    [Fact]
    public async Task ListCalls_SeveralPages_OldestFirst()
    {
        for (var number = 0; number < 5; number++)
        {
            await Ledger.OpenCallAsync(CallOf($"{number}"), Now.AddSeconds(number / 2), default);
        }

        var first = await Ledger.ListCallsAsync(null, new PageRequest(3), default);
        var second = await Ledger.ListCallsAsync(null, new PageRequest(3, first.NextCursor), default);

        first.Items.Concat(second.Items).Select(entry => entry.Notification.OrderId).Should().OnlyHaveUniqueItems().And.HaveCount(5);
        first.Items.Concat(second.Items).Select(entry => entry.CallSince).Should().BeInAscendingOrder();
    }

    private static Notification CallOf(string key) => new(
        OrderId.FromIdempotencyKey(key), NotificationKind.Shipped, NotificationChannel.Phone, "+441632960001", "On its way", "Dear Ada,\n");

    private static Notification NotificationOf(string key) => new(
        OrderId.FromIdempotencyKey(key), NotificationKind.Shipped, NotificationChannel.Email, "ada@example.com", "On its way", "Dear Ada,\n");
}
