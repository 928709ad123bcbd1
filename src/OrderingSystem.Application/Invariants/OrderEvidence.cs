using OrderingSystem.Application.Notifications;
using OrderingSystem.Domain.Carriers;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Invariants;

/// <summary>All that is known of one order.</summary>
/// <param name="Timeline">Oldest first.</param>
/// <param name="Notifications">Of each kind at most one.</param>
/// <param name="Progress">Not read, and null, for an order that is done.</param>
/// <param name="Parked">The row of the execution in <paramref name="Progress"/>.</param>
/// <param name="Outside">Null where it cannot be read.</param>
public sealed record OrderEvidence(
    Order Order,
    IReadOnlyList<TimelineEntry> Timeline,
    IReadOnlyList<LedgerEntry> Notifications,
    OrderProgress? Progress,
    ParkedOrder? Parked,
    OutsideRecord? Outside)
{
    /// <summary>Nothing has to happen to it any more, not even a call. A rejected order has no message of its own.</summary>
    public static bool IsDone(Order order) =>
        order.Status == OrderStatus.Rejected || (order.IsFinal && order.NotifiedAt is not null);
}
