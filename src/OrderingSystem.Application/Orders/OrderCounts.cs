using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Orders;

/// <param name="ByStatus">Statuses without orders are left out.</param>
/// <param name="Attention">Orders that wait for an operator, whatever their status.</param>
/// <param name="Notified">Orders whose customer was told.</param>
public sealed record OrderCounts(IReadOnlyDictionary<OrderStatus, int> ByStatus, int Attention, int Notified)
{
    public int Of(OrderStatus status) => ByStatus.GetValueOrDefault(status);

    public int Total => ByStatus.Values.Sum();
}
