using OrderingSystem.Domain.Carriers;

namespace OrderingSystem.Application.Carriers;

/// <summary>The carrier gate: one record that all processes share. Reads see every write that returned before they began.</summary>
public interface ICarrierGateStore
{
    /// <returns>Null where none was ever written.</returns>
    Task<CarrierGate?> FindAsync(CancellationToken cancellationToken);

    /// <summary>Replaces the gate that was read as <see cref="CarrierGate.Version"/>; version 0 is the first write. The store counts the version up.</summary>
    /// <returns>False where the stored version is another one: read and decide again.</returns>
    Task<bool> TryWriteAsync(CarrierGate gate, CancellationToken cancellationToken);
}
