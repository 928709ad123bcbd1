using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Testing;

/// <summary>What a state is tested with.</summary>
/// <param name="Input">Its raw input.</param>
/// <param name="ContextObject">Stands for <c>$$</c>, whole.</param>
/// <param name="Now">The clock's reading.</param>
/// <param name="Entropy">Seed of all randomness.</param>
public sealed record StateTestSetup(Payload Input, JsonObject ContextObject, DateTimeOffset Now, ulong Entropy)
{
    /// <summary>As assigned before the state.</summary>
    public JsonObject Variables { get; init; } = JsonObject.Empty;

    /// <summary>Tries that the retrier has used up.</summary>
    public int RetryCount { get; init; }

    /// <summary>What a Map state's item reader found; null where nothing is said.</summary>
    public JsonArray? ReaderItems { get; init; }

    /// <summary>What the reader's ItemsPointer led to; null where it has none.</summary>
    public JsonArray? PointedItems { get; init; }

    /// <summary>Shown in what a task is asked.</summary>
    public string Region { get; init; } = "us-east-1";

    /// <summary>Stands in the parameters of a task that waits for its token.</summary>
    public string TaskToken { get; init; } = "token";
}
