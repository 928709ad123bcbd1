using System.Globalization;
using Amazon.DynamoDBv2.Model;
using OrderingSystem.Domain.Customers;
using OrderingSystem.Domain.Orders;
using Item = System.Collections.Generic.Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>;

namespace OrderingSystem.Infrastructure.Stores.DynamoDb;

/// <summary>An order as an item, and back.</summary>
internal static class OrderItems
{
    public const string AllPrefix = "ORDERS";
    public const string AttentionPrefix = "ATTENTION";

    /// <summary>Inside the data: whether the customer was told, for counting without reading the times.</summary>
    public const string NotifiedPath = "notifiedAt";

    public static Item KeyOf(OrderId orderId) => new()
    {
        [OrderTable.PartitionKey] = Attributes.Text(PartitionOf(orderId)),
        [OrderTable.SortKey] = Attributes.Text("ORDER"),
    };

    public static string PartitionOf(OrderId orderId) => $"ORDER#{orderId.Value}";

    public static string SortOf(Order order) => $"{Attributes.TimeText(order.PlacedAt)}#{order.OrderId.Value}";

    public static string StatusPrefix(OrderStatus status) => $"STATUS#{status}";

    public static string CustomerKey(CustomerId customerId) => $"CUSTOMER#{customerId.Value}";

    /// <summary>All attributes of a new order but its timeline.</summary>
    public static Item NewItem(Order order)
    {
        var item = KeyOf(order.OrderId)
            .With(OrderTable.Version, Attributes.Number(1))
            .WithText(OrderTable.All.PartitionKey, Shards.Of(AllPrefix, order.OrderId.Value))
            .WithText(OrderTable.ByCustomer.PartitionKey, CustomerKey(order.CustomerId))
            .WithText(OrderTable.Order, SortOf(order));
        foreach (var (name, value) in Changing(order))
        {
            item[name] = value;
        }

        return item;
    }

    /// <summary>The attributes that a change rewrites.</summary>
    public static Item Changing(Order order) => new Item
    {
        [OrderTable.ByStatus.PartitionKey] = Attributes.Text(Shards.Of(StatusPrefix(order.Status), order.OrderId.Value)),
        [OrderTable.Search] = Attributes.Text(SearchText(order)),
        [OrderTable.Data] = Attributes.Map(DataOf(order)),
    }
        .WithText(OrderTable.ByAttention.PartitionKey, order.Attention is null ? null : Shards.Of(AttentionPrefix, order.OrderId.Value))
        .WithText(OrderTable.ByAttentionAge.SortKey, order.Attention is { } attention ? AttentionSortOf(attention.Since, order.OrderId) : null);

    public static string AttentionSortOf(DateTimeOffset since, OrderId orderId) => $"{Attributes.TimeText(since)}#{orderId.Value}";

    public static AttributeValue EntryOf(TimelineEntry entry) => Attributes.Map(
        new Item()
            .WithTime("at", entry.At)
            .WithText("kind", entry.Kind.ToString())
            .WithText("text", entry.Text)
            .WithText("by", entry.By));

    public static Order Read(Item item)
    {
        var data = item.ReadMapOrNull(OrderTable.Data) ?? throw new InvalidDataException("An order's item has no data.");
        var customer = data.ReadMapOrNull("customer");
        var attempt = data.ReadMapOrNull("attempt");
        var attention = data.ReadMapOrNull("attention");
        return new Order
        {
            OrderId = OrderId.Parse(data.ReadText("orderId")),
            Version = item.ReadNumber(OrderTable.Version),
            Status = data.ReadEnum<OrderStatus>("status"),
            CustomerId = CustomerId.Parse(data.ReadText("customerId")),
            Customer = customer is null
                ? null
                : new CustomerContact(customer.ReadText("name"), customer.ReadTextOrNull("email"), customer.ReadText("phone")),
            Items = [.. data.ReadList("items").Select(value => new OrderItem(value.M.ReadText("description"), (int)value.M.ReadNumber("quantity")))],
            Note = data.ReadTextOrNull("note"),
            PlacedBy = data.ReadText("placedBy"),
            PlacedAt = data.ReadTime("placedAt"),
            ScheduledAt = data.ReadTimeOrNull("scheduledAt"),
            ShippedAt = data.ReadTimeOrNull("shippedAt"),
            NotifiedAt = data.ReadTimeOrNull(NotifiedPath),
            CancellationRequestedAt = data.ReadTimeOrNull("cancellationRequestedAt"),
            DecidedAt = data.ReadTimeOrNull("decidedAt"),
            CancelledBookings = Count(data, "cancelledBookings"),
            RefusedBookings = Count(data, "refusedBookings"),
            ShipmentId = data.ReadTextOrNull("shipmentId"),
            TrackingNumber = data.ReadTextOrNull("trackingNumber"),
            ExecutionArn = data.ReadText("executionArn"),
            RequestHash = data.ReadText("requestHash"),
            BookingAttempt = attempt is null
                ? null
                : new BookingAttempt((int)attempt.ReadNumber("number"), attempt.ReadTimeOrNull("sentAt"), attempt.ReadTimeOrNull("heldUntil")),
            Attention = attention is null
                ? null
                : new Attention(
                    attention.ReadText("state"),
                    attention.ReadText("error"),
                    attention.ReadText("cause"),
                    attention.ReadTime("since"),
                    (int)attention.ReadNumber("reminders"),
                    attention.ReadTextOrNull("token") is { } token ? new TaskToken(token) : null),
        };
    }

    public static IReadOnlyList<TimelineEntry> ReadTimeline(Item item) =>
    [
        .. item.ReadList(OrderTable.Timeline).Select(value => new TimelineEntry(
            value.M.ReadTime("at"), value.M.ReadEnum<TimelineKind>("kind"), value.M.ReadText("text"), value.M.ReadTextOrNull("by"))),
    ];

    private static Item DataOf(Order order) => new Item
    {
        ["orderId"] = Attributes.Text(order.OrderId.Value),
        ["customerId"] = Attributes.Text(order.CustomerId.Value),
        ["status"] = Attributes.Text(order.Status.ToString()),
        ["items"] = Attributes.List(order.Items.Select(item => Attributes.Map(new Item
        {
            ["description"] = Attributes.Text(item.Description),
            ["quantity"] = Attributes.Number(item.Quantity),
        }))),
        ["placedBy"] = Attributes.Text(order.PlacedBy),
        ["placedAt"] = Attributes.Time(order.PlacedAt),
        ["executionArn"] = Attributes.Text(order.ExecutionArn),
        ["requestHash"] = Attributes.Text(order.RequestHash),
        ["cancelledBookings"] = Attributes.Number(order.CancelledBookings),
        ["refusedBookings"] = Attributes.Number(order.RefusedBookings),
    }
        .WithText("note", order.Note)
        .WithMap("customer", order.Customer is not { } contact ? null : new Item()
            .WithText("name", contact.Name).WithText("email", contact.Email).WithText("phone", contact.Phone))
        .WithTime("scheduledAt", order.ScheduledAt)
        .WithTime("shippedAt", order.ShippedAt)
        .WithTime(NotifiedPath, order.NotifiedAt)
        .WithTime("cancellationRequestedAt", order.CancellationRequestedAt)
        .WithTime("decidedAt", order.DecidedAt)
        .WithText("shipmentId", order.ShipmentId)
        .WithText("trackingNumber", order.TrackingNumber)
        .WithMap("attempt", order.BookingAttempt is not { } attempt ? null : new Item { ["number"] = Attributes.Number(attempt.Number) }
            .WithTime("sentAt", attempt.SentAt).WithTime("heldUntil", attempt.HeldUntil))
        .WithMap("attention", order.Attention is not { } attention ? null : new Item { ["reminders"] = Attributes.Number(attention.Reminders) }
            .WithText("state", attention.State)
            .WithText("error", attention.Error)
            .WithText("cause", attention.Cause)
            .WithTime("since", attention.Since)
            .WithText("token", attention.Token?.Reveal()));

    /// <summary>0 where an earlier release wrote the item.</summary>
    private static int Count(Item data, string name) => data.ContainsKey(name) ? (int)data.ReadNumber(name) : 0;

    private static string SearchText(Order order) => string
        .Join('\n', order.OrderId.Value, order.TrackingNumber, order.Customer?.Name, order.Customer?.Email, order.Customer?.Phone)
        .ToLower(CultureInfo.InvariantCulture);
}
