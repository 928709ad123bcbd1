using System.ComponentModel.DataAnnotations;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.AdminApi.Endpoints;

/// <summary>An order as the API shows it.</summary>
/// <param name="Customer">Null while the customer's details are not known to the order.</param>
/// <param name="Attention">Null where the order waits for nobody. The task token stays inside.</param>
public sealed record OrderView(
    string OrderId,
    string CustomerId,
    OrderCustomerView? Customer,
    IReadOnlyList<OrderItemView> Items,
    string? Note,
    [property: AllowedValues("Placed", "Scheduled", "Shipped", "Cancelled", "Rejected")] string Status,
    AttentionView? Attention,
    string? TrackingNumber,
    string PlacedBy,
    DateTimeOffset PlacedAt,
    DateTimeOffset? ScheduledAt,
    DateTimeOffset? ShippedAt,
    DateTimeOffset? NotifiedAt,
    string ExecutionArn)
{
    public static OrderView Of(Order order) => new(
        order.OrderId.Value,
        order.CustomerId.Value,
        order.Customer is { } customer ? new OrderCustomerView(customer.Name, customer.Email, customer.Phone) : null,
        [.. order.Items.Select(item => new OrderItemView(item.Description, item.Quantity))],
        order.Note,
        order.Status.ToString(),
        order.Attention is { } attention ? AttentionView.Of(attention) : null,
        order.TrackingNumber,
        order.PlacedBy,
        order.PlacedAt,
        order.ScheduledAt,
        order.ShippedAt,
        order.NotifiedAt,
        order.ExecutionArn);
}

public sealed record OrderCustomerView(string Name, string? Email, string Phone);

public sealed record OrderItemView(string Description, int Quantity);

/// <param name="Kind"><c>decision</c>: an operator decides how it goes on; <c>call</c>: somebody calls the customer, see <c>/api/notifications?state=to-call</c>.</param>
public sealed record AttentionView(
    [property: AllowedValues("decision", "call")] string Kind, string State, string Error, string Cause, DateTimeOffset Since)
{
    public static AttentionView Of(Attention attention) =>
        new(attention.IsCall ? "call" : "decision", attention.State, attention.Error, attention.Cause, attention.Since);
}
