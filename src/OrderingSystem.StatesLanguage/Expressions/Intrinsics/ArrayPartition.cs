using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Expressions.Intrinsics;

/// <summary><c>States.ArrayPartition($.array, 4)</c>: the items in arrays of that size, the last one maybe shorter.</summary>
internal sealed class ArrayPartition() : IntrinsicFunction("States.ArrayPartition", fewest: 2, most: 2)
{
    public override JsonValue Call(IntrinsicArguments arguments)
    {
        var items = arguments.Array(0);
        var size = arguments.Integer(1);
        if (size < 1)
        {
            throw arguments.Failure("The size of a chunk must be a positive integer");
        }

        var chunks = items.Chunk((int)Math.Min(size, int.MaxValue)).Select(chunk => new JsonArray(chunk));
        return new JsonArray([.. chunks]);
    }
}
