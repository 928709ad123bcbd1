using OrderingSystem.Domain.Shipping;

namespace OrderingSystem.Application.Fulfilment;

/// <summary>What the carrier holds under an order's reference.</summary>
/// <param name="Live">Those that are not cancelled.</param>
/// <param name="Cancelled">How many are.</param>
public sealed record EarlierShipments(IReadOnlyList<Shipment> Live, int Cancelled);
