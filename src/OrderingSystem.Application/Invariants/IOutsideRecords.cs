using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Application.Invariants;

/// <summary>
/// What the other side holds of an order. Not to be had everywhere: asking a real carrier about each order of the shop would be an attack on it,
/// so without this the check rests on our own records.
/// </summary>
public interface IOutsideRecords
{
    Task<OutsideRecord> ReadAsync(OrderId orderId, CancellationToken cancellationToken);
}

/// <param name="LiveShipmentIds">Shipments at the carrier under our reference that are not cancelled.</param>
/// <param name="NotificationIds">One entry for each message that was handed over, repetitions included.</param>
public sealed record OutsideRecord(IReadOnlyList<string> LiveShipmentIds, IReadOnlyList<string> NotificationIds);
