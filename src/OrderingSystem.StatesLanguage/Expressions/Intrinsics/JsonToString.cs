using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Expressions.Intrinsics;

/// <summary><c>States.JsonToString($.a)</c>: compact JSON text.</summary>
internal sealed class JsonToString() : IntrinsicFunction("States.JsonToString", fewest: 1, most: 1)
{
    public override JsonValue Call(IntrinsicArguments arguments)
    {
        arguments.CheckSize();
        return JsonValue.Of(arguments[0].ToString());
    }
}
