using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Executions;

namespace OrderingSystem.StatesLanguage.Testing;

/// <summary>What a state on its own is given in place of an execution, and where it shows what its data went through.</summary>
/// <param name="ContextObject">Stands for <c>$$</c>, whole.</param>
/// <param name="ReaderItems">What the item reader of a Map state found; null where nothing was said.</param>
internal sealed record StateTestBench(JsonObject ContextObject, JsonArray? ReaderItems)
{
    public StateInspection Inspection { get; } = new();

    /// <param name="iteration">Of a Map state whose item is looked at; null for the state itself.</param>
    public JsonObject ContextObjectOf(Frame? iteration) => iteration?.Item is not { } item ? ContextObject : ContextObject.With(
        "Map", JsonObject.Of(("Item", JsonObject.Of(("Index", JsonValue.Of(iteration.Index)), ("Value", item.Value)))));
}
