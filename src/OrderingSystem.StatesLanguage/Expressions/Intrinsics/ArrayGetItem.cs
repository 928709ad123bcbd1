using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Expressions.Intrinsics;

/// <summary><c>States.ArrayGetItem($.array, 5)</c>: the item at an index counted from 0.</summary>
internal sealed class ArrayGetItem() : IntrinsicFunction("States.ArrayGetItem", fewest: 2, most: 2)
{
    public override JsonValue Call(IntrinsicArguments arguments)
    {
        var items = arguments.Array(0);
        var index = arguments.Integer(1);
        return index >= 0 && index < items.Count
            ? items[(int)index]
            : throw arguments.Failure($"The index {index} is out of bounds for an array of {items.Count} items");
    }
}
