using OrderingSystem.Domain.Customers;
using OrderingSystem.Domain.Notifications;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Domain.Tests.Notifications;

public sealed class NotificationTextTests
{
    private static readonly Customer Ada = new(CustomerId.Parse("C-0001"), "Ada", "ada@example.com", "+441632960001", "12 Mill Lane");

    private static readonly Order Order = new()
    {
        OrderId = OrderId.FromIdempotencyKey("a"),
        CustomerId = Ada.CustomerId,
        Items = [new OrderItem("Tea", 2)],
        PlacedBy = "admin",
        PlacedAt = new DateTimeOffset(2026, 3, 2, 9, 30, 0, TimeSpan.Zero),
        ExecutionArn = "arn",
        RequestHash = "hash",
        TrackingNumber = "TRK-1",
    };

    [Fact]
    public void Compose_Shipped_TellsTheFacts()
    {
        var notification = NotificationText.Compose(Order, Ada, NotificationKind.Shipped);

        notification.To.Should().Be("ada@example.com");
        notification.NotificationId.Should().Be($"{Order.OrderId}.shipped");
        notification.Body.Should().Contain("2 March 2026").And.Contain("TRK-1").And.Contain("2 x Tea").And.Contain("Dear Ada");
    }

    [Fact]
    public void Compose_Cancelled_PromisesNoParcel() => NotificationText.Compose(Order, Ada, NotificationKind.Cancelled).Body
        .Should().Contain("cancelled").And.NotContain("TRK-1");
}
