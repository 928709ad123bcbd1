using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Expressions.Intrinsics;

/// <summary><c>States.ArrayLength($.array)</c>: how many items.</summary>
internal sealed class ArrayLength() : IntrinsicFunction("States.ArrayLength", fewest: 1, most: 1)
{
    public override JsonValue Call(IntrinsicArguments arguments) => JsonValue.Of(arguments.Array(0).Count);
}
