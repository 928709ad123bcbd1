using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.MapRuns;

/// <summary>One item of a Map run.</summary>
/// <param name="Index">From 0, counted over all items of the run, however they are batched.</param>
public sealed record MapItem(int Index, JsonValue Value);
