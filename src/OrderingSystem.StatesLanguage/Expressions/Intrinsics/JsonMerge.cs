using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Expressions.Intrinsics;

/// <summary><c>States.JsonMerge($.a, $.b, false)</c>: both objects' members in one; where both have a name, the second's value.</summary>
internal sealed class JsonMerge() : IntrinsicFunction("States.JsonMerge", fewest: 3, most: 3)
{
    public override JsonValue Call(IntrinsicArguments arguments)
    {
        var (first, second) = (arguments.Object(0), arguments.Object(1));
        if (arguments.Boolean(2))
        {
            throw arguments.Failure("Deep merging is not supported: argument 3 must be false");
        }

        var merged = new JsonObject.Builder(first.Count + second.Count);
        foreach (var (name, value) in first.Concat(second))
        {
            merged.Set(name, value);
        }

        return merged.ToObject();
    }
}
