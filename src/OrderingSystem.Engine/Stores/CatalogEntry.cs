namespace OrderingSystem.Engine.Stores;

/// <summary>One of the few small things that the engine keeps whole in memory beside its executions: an activity, a tag, a published version.</summary>
/// <param name="Name">Its kind and its key, <c>activity/pack</c>; unique.</param>
/// <param name="Value">JSON in UTF-8; null removes the entry.</param>
public sealed record CatalogEntry(string Name, byte[]? Value);
