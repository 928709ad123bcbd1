using BobsPost.Simulator;
using BobsPost.Simulator.Shipments;
using OrderingSystem.Application.Invariants;
using OrderingSystem.Domain.Orders;

namespace OrderingSystem.Host.Composition;

/// <summary>What the simulated carrier really holds of an order. Of messages there is no other record than the ledger, which is checked anyway.</summary>
internal sealed class SimulatorRecords(SimulatorServer simulator) : IOutsideRecords
{
    public Task<OutsideRecord> ReadAsync(OrderId orderId, CancellationToken cancellationToken) => Task.FromResult(new OutsideRecord(
        [.. simulator.ReadShipments(orderId.Value).Where(shipment => shipment.Status != ShipmentStatus.Cancelled).Select(shipment => shipment.ShipmentId)],
        []));
}
