using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Evaluation;

internal static class TailCall
{
    /// <summary>The answer of a lambda's body that ended in a call; no expression ever sees it.</summary>
    public static JsonValue Marker { get; } = new TupleValue(context: null);
}
