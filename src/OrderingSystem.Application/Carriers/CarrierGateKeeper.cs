using OrderingSystem.Domain.Carriers;

namespace OrderingSystem.Application.Carriers;

/// <summary>Reads and changes the gate. The store is asked every time: a copy in memory would let this process call a carrier that others know to be down.</summary>
public sealed class CarrierGateKeeper(ICarrierGateStore store, TimeProvider clock)
{
    public async Task<CarrierGate> ReadAsync(CancellationToken cancellationToken) =>
        await store.FindAsync(cancellationToken) ?? CarrierGate.Initial(clock.GetUtcNow());

    /// <summary>Reads, decides and writes, again from the start while somebody else was faster.</summary>
    /// <param name="transition">
    /// Pure, and may be called more than once. Null means that it cannot be carried out; the same instance, that there is nothing to do.
    /// </param>
    /// <returns>The gate as it now stands in the store; null where <paramref name="transition"/> gave null.</returns>
    public async Task<CarrierGate?> TryChangeAsync(Func<CarrierGate, DateTimeOffset, CarrierGate?> transition, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var gate = await ReadAsync(cancellationToken);
            var changed = transition(gate, clock.GetUtcNow());
            if (changed is null || ReferenceEquals(changed, gate))
            {
                return changed;
            }

            if (await store.TryWriteAsync(changed, cancellationToken))
            {
                return changed with { Version = changed.Version + 1 };
            }
        }
    }

    /// <inheritdoc cref="TryChangeAsync"/>
    /// <param name="transition">Never gives null.</param>
    public async Task<CarrierGate> ChangeAsync(Func<CarrierGate, DateTimeOffset, CarrierGate> transition, CancellationToken cancellationToken) =>
        await TryChangeAsync(transition, cancellationToken) ?? throw new InvalidOperationException("A transition that is always possible gave null.");
}
