using System.Text;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Expressions.Intrinsics;

/// <summary><c>States.Base64Decode($.text)</c>: the UTF-8 text behind a Base64 string of up to 10,000 characters.</summary>
internal sealed class Base64Decode() : IntrinsicFunction("States.Base64Decode", fewest: 1, most: 1)
{
    public override JsonValue Call(IntrinsicArguments arguments)
    {
        var encoded = arguments.ShortText(0);
        var bytes = new byte[encoded.Length];
        return Convert.TryFromBase64String(encoded, bytes, out var written)
            ? JsonValue.Of(Encoding.UTF8.GetString(bytes, 0, written))
            : throw arguments.Failure("Argument 1 is not a Base64 string");
    }
}
