using System.Text;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Expressions.Intrinsics;

/// <summary><c>States.StringToJson($.text)</c>: the value that a JSON text spells; null for blank text.</summary>
internal sealed class StringToJson() : IntrinsicFunction("States.StringToJson", fewest: 1, most: 1)
{
    public override JsonValue Call(IntrinsicArguments arguments)
    {
        var text = arguments.Text(0);
        if (string.IsNullOrWhiteSpace(text))
        {
            return JsonValue.Null;
        }

        return JsonValue.TryParse(Encoding.UTF8.GetBytes(text), out var value) ? value : throw arguments.Failure("Argument 1 is not a JSON text");
    }
}
