using System.Text.Json.Serialization;
using BobsPost.Simulator.Control;
using BobsPost.Simulator.Faults;
using BobsPost.Simulator.Ledger;
using BobsPost.Simulator.Shipments;

namespace BobsPost.Simulator;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    Converters = [typeof(UtcTimeConverter)])]
[JsonSerializable(typeof(ShipmentRequest))]
[JsonSerializable(typeof(ShipmentView))]
[JsonSerializable(typeof(ShipmentView[]))]
[JsonSerializable(typeof(CarrierStatus))]
[JsonSerializable(typeof(CarrierProblem))]
[JsonSerializable(typeof(FaultSettings))]
[JsonSerializable(typeof(FaultsView))]
[JsonSerializable(typeof(OutageRequest))]
[JsonSerializable(typeof(Outage))]
[JsonSerializable(typeof(LedgerShipment))]
[JsonSerializable(typeof(LedgerRequest))]
[JsonSerializable(typeof(CarrierLedger))]
internal sealed partial class SimulatorJson : JsonSerializerContext;
