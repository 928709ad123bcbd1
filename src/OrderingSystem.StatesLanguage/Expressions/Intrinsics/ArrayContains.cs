using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Expressions.Intrinsics;

/// <summary><c>States.ArrayContains($.array, $.value)</c>: whether an item equals the value; objects and arrays are compared by content.</summary>
internal sealed class ArrayContains() : IntrinsicFunction("States.ArrayContains", fewest: 2, most: 2)
{
    public override JsonValue Call(IntrinsicArguments arguments) => JsonValue.Of(arguments.Array(0).Span.Contains(arguments[1]));
}
