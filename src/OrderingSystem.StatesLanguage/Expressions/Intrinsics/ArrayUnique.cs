using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Expressions.Intrinsics;

/// <summary><c>States.ArrayUnique($.array)</c>: each item once, at its first place.</summary>
internal sealed class ArrayUnique() : IntrinsicFunction("States.ArrayUnique", fewest: 1, most: 1)
{
    public override JsonValue Call(IntrinsicArguments arguments) => new JsonArray([.. arguments.Array(0).Distinct()]);
}
