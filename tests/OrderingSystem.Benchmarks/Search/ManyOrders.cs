using System.Globalization;
using OrderingSystem.Domain.Customers;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Benchmarks.Search;

/// <summary>Orders of 2,000 customers, seven seconds apart, the same on every machine.</summary>
internal static class ManyOrders
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly string[] First = ["Ada", "Bruno", "Chiara", "Dmitri", "Elif", "Farid", "Greta", "Hana", "Ines", "Jonas", "Kofi", "Lena", "Marek", "Noor", "Otto", "Priya"];
    private static readonly string[] Last = ["Ashworth", "Brandt", "Castellane", "Dubois", "Eriksen", "Fontaine", "Garrick", "Hazelgrove", "Ivarsson", "Jansen", "Kowalski", "Lindqvist", "Moreau"];

    public static Order Of(int number)
    {
        var customer = number * 7 % 2_000;
        var name = $"{First[customer % First.Length]} {Last[customer / First.Length % Last.Length]} {customer}";
        return new Order
        {
            OrderId = OrderId.FromIdempotencyKey(number.ToString(CultureInfo.InvariantCulture)),
            CustomerId = CustomerId.Parse($"C-{customer:D4}"),
            Customer = new CustomerContact(name, $"customer{customer}@example.com", $"+44{1632000000 + customer}"),
            Items = [new OrderItem("Walnut desk", 1)],
            Status = (number % 50) switch { 0 => OrderStatus.Placed, < 5 => OrderStatus.Scheduled, < 49 => OrderStatus.Shipped, _ => OrderStatus.Cancelled },
            TrackingNumber = number % 50 == 0 ? null : $"BP{number:D8}",
            PlacedBy = $"admin{number % 10}",
            PlacedAt = Start.AddSeconds(number * 7),
            ExecutionArn = "arn:aws:states:us-east-1:123456789012:execution:order:x",
            RequestHash = new string('a', 64),
            Attention = number % 5_000 == 0 ? new Attention("BookShipment", "BookingRefusedException", "No such street.", Start, 0, new TaskToken($"t{number}")) : null,
        };
    }
}
