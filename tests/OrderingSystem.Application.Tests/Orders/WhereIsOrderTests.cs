using OrderingSystem.Application.Invariants;
using OrderingSystem.Application.Orders;
using OrderingSystem.Application.Tests.Fakes;
using OrderingSystem.Domain.Carriers;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Tests.Orders;

public sealed class WhereIsOrderTests
{
    private static readonly DateTimeOffset Now = Samples.Start.AddHours(1);
    private static readonly OrderProgress Running = new("a", IsRunning: true, AwaitsToken: false, Now.AddMinutes(-1));
    private static readonly CarrierGate Up = CarrierGate.Initial(Samples.Start);

    public static TheoryData<string, WaitReason?, bool> Situations => new()
    {
        { "placed", null, true },
        { "scheduled", WaitReason.Shipment, true },
        { "shipped", WaitReason.Notification, true },
        { "told", null, false },
        { "rejected", null, false },
        { "attention", WaitReason.Operator, false },
        { "cancelling", null, true },
    };

    [Theory]
    [MemberData(nameof(Situations))]
    public void Describe_EverySituation_SaysWhatIsWaitedForAndWhenItGoesOn(string situation, WaitReason? waitingFor, bool goesOnByItself)
    {
        var found = WhereIsOrder.Describe(OrderIn(situation), Running, null, Up, Now);

        found.WaitingFor.Should().Be(waitingFor);
        found.NextAt.HasValue.Should().Be(goesOnByItself);
        new[] { found.Sentence, found.Next, found.TellCustomer }.Should().AllSatisfy(text => text.Should().MatchRegex("^[A-Z].*\\.$"));
    }

    [Fact]
    public void Describe_LastStepLongAgo_TheNextIsNotInThePast() =>
        WhereIsOrder.Describe(OrderIn("scheduled"), Running with { Since = Now.AddDays(-3) }, null, Up, Now).NextAt.Should().Be(Now);

    [Fact]
    public void Describe_ExecutionFailed_WaitsForAnOperator()
    {
        var found = WhereIsOrder.Describe(OrderIn("placed"), Running with { IsRunning = false, EndedAs = "FAILED" }, null, Up, Now);

        found.WaitingFor.Should().Be(WaitReason.Operator);
        found.ExecutionStatus.Should().Be("FAILED");
        found.Next.Should().Contain("redrives");
    }

    private static Order OrderIn(string situation)
    {
        var order = Samples.OrderOf("a");
        return situation switch
        {
            "placed" => order,
            "scheduled" => order with { Status = OrderStatus.Scheduled, ScheduledAt = Samples.Start, TrackingNumber = "TRK" },
            "shipped" => order with { Status = OrderStatus.Shipped, ShippedAt = Samples.Start },
            "told" => order with { Status = OrderStatus.Shipped, ShippedAt = Samples.Start, NotifiedAt = Samples.Start },
            "rejected" => order with { Status = OrderStatus.Rejected },
            "attention" => order with { Attention = new Attention("BookShipment", "X", "No such street.", Samples.Start, 0, new TaskToken("t")) },
            "cancelling" => order with { CancellationRequestedAt = Samples.Start },
            _ => throw new ArgumentOutOfRangeException(nameof(situation)),
        };
    }
}
