using OrderingSystem.Domain.Customers;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Orders;

/// <summary>Which orders, and in which order. Null means "any".</summary>
/// <param name="Status">Only orders of this status; <see cref="Statuses"/> has several.</param>
/// <param name="Attention">True: only orders that wait for an operator; false: only those that do not.</param>
/// <param name="Search">As in <see cref="SearchTerms"/>, in the order id, the tracking number, and the customer's name, phone and e-mail.</param>
public sealed record OrderFilter(
    OrderStatus? Status = null,
    CustomerId? CustomerId = null,
    bool? Attention = null,
    string? Search = null)
{
    /// <summary>Any of these; empty for any at all.</summary>
    public IReadOnlyList<OrderStatus> Statuses { get; init; } = Status is { } one ? [one] : [];

    public WaitingFor? WaitingFor { get; init; }

    /// <summary>Placed then or later.</summary>
    public DateTimeOffset? PlacedFrom { get; init; }

    /// <summary>Placed before.</summary>
    public DateTimeOffset? PlacedTo { get; init; }

    /// <summary>Who placed them.</summary>
    public string? PlacedBy { get; init; }

    /// <summary>By the time of placing: the oldest first instead of the newest.</summary>
    public bool OldestFirst { get; init; }

    /// <summary>Whether an order passes, but for waiting for the carrier, which an order does not say of itself.</summary>
    public bool Selects(Order order) =>
        (Statuses.Count == 0 || Statuses.Contains(order.Status))
        && (CustomerId is null || order.CustomerId == CustomerId)
        && (Attention is null || (order.Attention is not null) == Attention)
        && (WaitingFor is not Orders.WaitingFor.Operator || order.Attention is not null)
        && (PlacedFrom is null || order.PlacedAt >= PlacedFrom)
        && (PlacedTo is null || order.PlacedAt < PlacedTo)
        && (PlacedBy is null || order.PlacedBy == PlacedBy)
        && SearchTerms.Parse(Search)?.Match(
            order.OrderId.Value, order.TrackingNumber, order.Customer?.Name, order.Customer?.Email, order.Customer?.Phone) != false;
}

/// <summary>Whom an order waits for that cannot go on at present.</summary>
public enum WaitingFor
{
    /// <summary>It is parked until the carrier answers again.</summary>
    Carrier,

    /// <summary>It needs an operator's decision.</summary>
    Operator,
}
