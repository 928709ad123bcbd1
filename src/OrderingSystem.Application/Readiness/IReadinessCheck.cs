namespace OrderingSystem.Application.Readiness;

/// <summary>Something without which no request can be served.</summary>
public interface IReadinessCheck
{
    /// <summary>One word for the answer of <c>/readyz</c>, for example <c>orders</c>.</summary>
    string Name { get; }

    /// <returns>Null where it is ready; else why not, in words that may be shown.</returns>
    Task<string?> CheckAsync(CancellationToken cancellationToken);
}
