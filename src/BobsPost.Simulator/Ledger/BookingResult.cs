using BobsPost.Simulator.Shipments;

namespace BobsPost.Simulator.Ledger;

internal sealed record BookingResult(StoredShipment Shipment, BookingNovelty Novelty);

internal enum BookingNovelty
{
    New,
    SameKey,
    SameKeyOtherBody,
}
