namespace OrderingSystem.Engine.Stores;

/// <summary>One of the few small things that the engine keeps whole in memory beside its executions: an activity, a tag, a published version.</summary>
/// <param name="Name">Its kind and its key, <c>activity/pack</c>; unique.</param>
/// <param name="Value">JSON in UTF-8; null removes the entry.</param>
public sealed record CatalogEntry(string Name, byte[]? Value)
{
    /// <summary>Where the client token of an execution's redrive is kept; it goes when the execution does.</summary>
    public static string RedriveOf(long executionId) => $"redrive/{executionId}/";
}
