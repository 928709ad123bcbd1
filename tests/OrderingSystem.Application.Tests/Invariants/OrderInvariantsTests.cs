using OrderingSystem.Application.Invariants;
using OrderingSystem.Application.Notifications;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Domain.Carriers;
using OrderingSystem.Domain.Notifications;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Tests.Invariants;

public sealed class OrderInvariantsTests
{
    private static readonly DateTimeOffset Now = Samples.Start.AddDays(2);
    private static readonly InvariantLimits Limits = new();
    private static readonly TaskToken Token = new("token");

    private static readonly OrderEvidence Shipped = new(
        Samples.OrderOf("a") with { Status = OrderStatus.Shipped, ShipmentId = "BP-1", NotifiedAt = Samples.Start.AddDays(1) },
        [Entry(TimelineKind.Placed), Entry(TimelineKind.Scheduled), Entry(TimelineKind.Shipped), Entry(TimelineKind.Notified)],
        [Sent(NotificationKind.Shipped)],
        Progress: null,
        Parked: null,
        new OutsideRecord(["BP-1"], ["a.shipped"]));

    private static readonly OrderEvidence Waiting = new(
        Samples.OrderOf("a"),
        [Entry(TimelineKind.Placed)],
        [],
        new OrderProgress("a", IsRunning: true, AwaitsToken: true, Now.AddHours(-1)),
        Row(releasedAt: null),
        new OutsideRecord([], []));

    public static TheoryData<string, OrderEvidence> Broken => new()
    {
        { InvariantNames.OneBooking, Shipped with { Outside = new OutsideRecord(["BP-1", "BP-2"], []) } },
        { InvariantNames.OneBooking, Shipped with { Timeline = [Entry(TimelineKind.Scheduled), .. Shipped.Timeline.Skip(1)] } },
        { InvariantNames.OneBooking, Cancelled() with { Outside = new OutsideRecord(["BP-1"], []) } },
        { InvariantNames.OneNotification, Shipped with { Outside = new OutsideRecord(["BP-1"], ["a.shipped", "a.shipped"]) } },
        { InvariantNames.OneNotification, Shipped with { Notifications = [] } },
        { InvariantNames.OneNotification, Shipped with { Notifications = [Sent(NotificationKind.Shipped), Sent(NotificationKind.Cancelled)] } },
        { InvariantNames.OneNotification, Shipped with { Notifications = [Sent(NotificationKind.Cancelled)] } },
        { InvariantNames.StatusOnlyForward, Shipped with { Timeline = [.. Shipped.Timeline, Entry(TimelineKind.Cancelled)] } },
        { InvariantNames.StatusOnlyForward, Waiting with { Timeline = [Entry(TimelineKind.Placed), Entry(TimelineKind.Scheduled)] } },
        { InvariantNames.OpenOrderWakes, Waiting with { Progress = null } },
        { InvariantNames.OpenOrderWakes, Waiting with { Progress = Waiting.Progress! with { IsRunning = false } } },
        { InvariantNames.OpenOrderWakes, Waiting with { Progress = Waiting.Progress! with { Since = Now.AddHours(-37) } } },
        { InvariantNames.TokenIsKept, Waiting with { Parked = null } },
        { InvariantNames.TokenIsKept, Waiting with { Parked = Row(Now.AddHours(-1)) } },
        { InvariantNames.NothingLateUnnoticed, Old() with { Parked = null, Progress = Waiting.Progress! with { AwaitsToken = false } } },
    };

    public static TheoryData<OrderEvidence> Whole => new()
    {
        Shipped,
        Shipped with { Outside = null },
        Cancelled(),
        Waiting,
        Old(),
        Old() with { Parked = null, Order = Waiting.Order.RaiseAttention("S", "E", "C", Token, Now) is OrderChange.Changed asked ? asked.Order : Waiting.Order },
        Waiting with { Parked = Row(Now.AddMinutes(-1)) },
        Waiting with { Parked = null, Progress = Waiting.Progress! with { Since = Now.AddSeconds(-1) } },
        Waiting with { Parked = null, Progress = Waiting.Progress! with { AwaitsToken = false } },
    };

    [Theory]
    [MemberData(nameof(Broken), DisableDiscoveryEnumeration = true)]
    public void Check_BrokenPromise_IsNamed(string invariant, OrderEvidence evidence) =>
        OrderInvariants.Check(evidence, Now, Limits).Select(violation => violation.Invariant).Distinct().Should().Equal(invariant);

    [Theory]
    [MemberData(nameof(Whole), DisableDiscoveryEnumeration = true)]
    public void Check_KeptPromises_FindsNothing(OrderEvidence evidence) =>
        OrderInvariants.Check(evidence, Now, Limits).Should().BeEmpty();

    private static OrderEvidence Cancelled() => new(
        Shipped.Order with { Status = OrderStatus.Cancelled },
        [Entry(TimelineKind.Placed), Entry(TimelineKind.Cancelled)],
        [Sent(NotificationKind.Cancelled)],
        Progress: null,
        Parked: null,
        new OutsideRecord([], ["a.cancelled"]));

    private static OrderEvidence Old() => Waiting with { Timeline = [new TimelineEntry(Now.AddDays(-15), TimelineKind.Placed, "Placed.")] };

    private static TimelineEntry Entry(TimelineKind kind) => new(Samples.Start, kind, kind.ToString());

    private static LedgerEntry Sent(NotificationKind kind) =>
        new(NotificationText.Compose(Samples.OrderOf("a"), Samples.Ada, kind), 1, Samples.Start);

    private static ParkedOrder Row(DateTimeOffset? releasedAt) => new()
    {
        ExecutionName = "a",
        OrderId = OrderId.FromIdempotencyKey("a"),
        State = "BookShipment",
        OutageId = "outage",
        Token = Token,
        ParkedAt = Samples.Start,
        ReleasedAt = releasedAt,
    };
}
