using CsCheck;
using OrderingSystem.Domain.Customers;
using OrderingSystem.Domain.Orders;
using OrderingSystem.Domain.Shipping;

namespace OrderingSystem.Domain.Tests.Orders;

public sealed class OrderTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 30, 0, TimeSpan.Zero);
    private static readonly Booking Booking = new("BP-1", "TRK-1", "x", null);

    private static readonly Order Placed = new()
    {
        OrderId = OrderId.FromIdempotencyKey("a"),
        CustomerId = CustomerId.Parse("C-0001"),
        Items = [new OrderItem("Tea", 1)],
        PlacedBy = "admin",
        PlacedAt = Start,
        ExecutionArn = "arn",
        RequestHash = "hash",
    };

    [Fact]
    public void Schedule_Twice_SecondChangesNothing()
    {
        var scheduled = Changed(Placed.Schedule(Booking, Start));

        scheduled.Schedule(Booking, Start.AddHours(1)).Should().Be(new OrderChange.Nothing(scheduled));
    }

    [Fact]
    public void Schedule_OtherShipment_IsImpossible() =>
        Changed(Placed.Schedule(Booking, Start)).Schedule(Booking with { ShipmentId = "BP-2" }, Start).Should().BeOfType<OrderChange.Impossible>();

    [Fact]
    public void Ship_CancelledOrder_IsImpossible() =>
        Changed(Placed.Cancel("x", Start)).Ship(Start, Start).Should().BeOfType<OrderChange.Impossible>();

    [Fact]
    public void Cancel_ShippedOrder_IsImpossible() =>
        Changed(Placed.Ship(Start, Start)).Cancel("x", Start).Should().BeOfType<OrderChange.Impossible>();

    [Fact]
    public void BeginAttempt_WhileHeld_IsImpossible()
    {
        var begun = Changed(Placed.BeginAttempt(Start, Start.AddMinutes(2)));

        begun.BeginAttempt(Start.AddMinutes(1), Start.AddMinutes(3)).Should().BeOfType<OrderChange.Impossible>();
        Changed(begun.BeginAttempt(Start.AddMinutes(2), Start.AddMinutes(4))).BookingAttempt!.Number.Should().Be(2);
    }

    [Fact]
    public void MarkSending_ByAnAttemptThatLostItsHold_IsImpossible()
    {
        var second = Changed(Changed(Placed.BeginAttempt(Start, Start.AddMinutes(2))).BeginAttempt(Start.AddMinutes(2), Start.AddMinutes(4)));

        second.MarkSending(1, Start.AddMinutes(2)).Should().BeOfType<OrderChange.Impossible>();
        second.EndAttempt(1, inDoubt: false).Should().BeOfType<OrderChange.Nothing>();
    }

    [Fact]
    public void BeginAttempt_AfterADoubt_KeepsTheDoubt()
    {
        var sent = Changed(Changed(Placed.BeginAttempt(Start, Start.AddMinutes(2))).MarkSending(1, Start));
        var inDoubt = Changed(sent.LeaveInDoubt(1, Start));

        Changed(inDoubt.BeginAttempt(Start.AddMinutes(1), Start.AddMinutes(3))).BookingAttempt!.SentAt.Should().Be(Start);
    }

    [Fact]
    public void Decide_TokenOfAnEarlierQuestion_LeavesTheNewOne()
    {
        var asked = Changed(Placed.RaiseAttention("CheckShipment", "E", "C", new TaskToken("new"), Start));

        Changed(asked.Decide(new TaskToken("old"), new Decision(DecisionKind.Retry, null, "olga", Start))).Attention.Should().NotBeNull();
    }

    [Fact]
    public void RaiseAttention_WhereTheCustomerIsToBeCalled_LeavesTheCall()
    {
        var toCall = Changed(Placed.AskToCall("NotifyCancellation", "Call them.", Start));

        toCall.RaiseAttention("BookShipment", "E", "C", new TaskToken("late"), Start).Should().BeOfType<OrderChange.Nothing>().Which.Order.Should().Be(toCall);
    }

    [Fact]
    public void RaiseAttention_LongCause_IsCut() =>
        Changed(Placed.RaiseAttention("S", "E", new string('x', 5_000), new TaskToken("t"), Start)).Attention!.Cause
            .Length.Should().Be(Attention.MaxCauseLength);

    [Fact]
    public void AnyTransitions_InAnyOrder_StatusOnlyMovesForward()
    {
        Func<Order, DateTimeOffset, OrderChange>[] transitions =
        [
            (order, at) => order.Schedule(Booking, at),
            (order, at) => order.Schedule(Booking with { ShipmentId = "BP-2" }, at),
            (order, at) => order.Ship(at, at),
            (order, at) => order.ConfirmShipped(at),
            (order, at) => order.Cancel("x", at),
            (order, at) => order.Reject("x", at),
            (order, at) => order.Notify(at, "told"),
            (order, at) => order.BeginAttempt(at, at.AddMinutes(2)),
            (order, at) => order.MarkSending(order.BookingAttempt?.Number ?? 0, at),
            (order, at) => order.EndAttempt(order.BookingAttempt?.Number ?? 0, inDoubt: true),
            (order, at) => order.RaiseAttention("S", "E", "C", new TaskToken($"{at.Ticks}"), at),
            (order, _) => order.GoOn(),
        ];

        Gen.Int[0, transitions.Length - 1].List[0, 40].Sample(steps =>
        {
            var order = Placed;
            for (var step = 0; step < steps.Count; step++)
            {
                if (transitions[steps[step]](order, Start.AddMinutes(step)) is OrderChange.Changed changed)
                {
                    ((int)changed.Order.Status).Should().BeGreaterThanOrEqualTo((int)order.Status, "a status only moves forward");
                    (order.IsFinal && changed.Order.Status != order.Status).Should().BeFalse("a final status is final");
                    (order.NotifiedAt is not null && changed.Order.NotifiedAt != order.NotifiedAt).Should().BeFalse();
                    (order.ShipmentId is not null && changed.Order.ShipmentId != order.ShipmentId).Should().BeFalse();
                    order = changed.Order;
                }
            }
        });
    }

    private static Order Changed(OrderChange change) => change.Should().BeOfType<OrderChange.Changed>().Subject.Order;
}
