using OrderingSystem.Domain.Customers;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Tests.Fakes;

public static class Samples
{
    public static DateTimeOffset Start { get; } = new(2026, 3, 2, 9, 30, 15, 123, TimeSpan.Zero);

    public static Customer Ada { get; } =
        new(CustomerId.Parse("C-0001"), "Ada Brightwater", "ada@example.com", "+441632960001", "12 Mill Lane\nOtterford");

    public static Order OrderOf(string key, DateTimeOffset? placedAt = null) => new()
    {
        OrderId = OrderId.FromIdempotencyKey(key),
        CustomerId = Ada.CustomerId,
        Customer = Ada.Contact,
        Items = [new OrderItem("Tea \"first flush\" – 茶", 2), new OrderItem("Kettle", 1)],
        Note = "Ring twice.",
        PlacedBy = "admin",
        PlacedAt = placedAt ?? Start,
        ExecutionArn = "arn:aws:states:us-east-1:123456789012:execution:order:x",
        RequestHash = new string('a', 64),
    };
}
