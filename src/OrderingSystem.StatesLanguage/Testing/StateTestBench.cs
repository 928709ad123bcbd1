using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Testing;

/// <summary>What a state on its own is given in place of an execution, and where it shows what its data went through.</summary>
/// <param name="ContextObject">Stands for <c>$$</c>, whole.</param>
/// <param name="ReaderItems">What the item reader of a Map state found; null where nothing was said.</param>
internal sealed record StateTestBench(JsonObject ContextObject, JsonArray? ReaderItems)
{
    public StateInspection Inspection { get; } = new();
}
