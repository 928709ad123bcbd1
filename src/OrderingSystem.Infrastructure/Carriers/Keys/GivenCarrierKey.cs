namespace OrderingSystem.Infrastructure.Carriers.Keys;

/// <summary>A key that was given at the start, and stays.</summary>
/// <param name="key">Null for a carrier that asks for none.</param>
internal sealed class GivenCarrierKey(string? key) : ICarrierKey
{
    public ValueTask<string?> GetAsync(CancellationToken cancellationToken) => ValueTask.FromResult(key);

    public ValueTask<string?> RenewAsync(string? refused, CancellationToken cancellationToken) => ValueTask.FromResult<string?>(null);
}
