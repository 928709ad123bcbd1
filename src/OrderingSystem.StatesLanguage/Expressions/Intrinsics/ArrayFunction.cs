using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Expressions.Intrinsics;

/// <summary><c>States.Array(1, 'a', $.b)</c>: the arguments as an array.</summary>
internal sealed class ArrayFunction() : IntrinsicFunction("States.Array", fewest: 0, most: int.MaxValue)
{
    public override JsonValue Call(IntrinsicArguments arguments) => new JsonArray([.. arguments.Values]);
}
