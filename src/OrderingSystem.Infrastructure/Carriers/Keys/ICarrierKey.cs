namespace OrderingSystem.Infrastructure.Carriers.Keys;

/// <summary>The key that a carrier knows us by. It is in no log, no exception's message and no answer.</summary>
public interface ICarrierKey
{
    /// <returns>Null where the carrier asks for none.</returns>
    /// <exception cref="CarrierKeyUnavailableException">It cannot be read.</exception>
    ValueTask<string?> GetAsync(CancellationToken cancellationToken);

    /// <summary>After the carrier has refused a key: looks whether there is another by now.</summary>
    /// <returns>Null where there is no other.</returns>
    /// <exception cref="CarrierKeyUnavailableException">It cannot be read.</exception>
    ValueTask<string?> RenewAsync(string? refused, CancellationToken cancellationToken);
}
