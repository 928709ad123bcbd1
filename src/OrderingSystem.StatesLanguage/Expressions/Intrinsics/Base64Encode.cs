using System.Text;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Expressions.Intrinsics;

/// <summary><c>States.Base64Encode($.text)</c>: the text's UTF-8 bytes in Base64 (MIME); up to 10,000 characters.</summary>
internal sealed class Base64Encode() : IntrinsicFunction("States.Base64Encode", fewest: 1, most: 1)
{
    public override JsonValue Call(IntrinsicArguments arguments) => JsonValue.Of(Convert.ToBase64String(Encoding.UTF8.GetBytes(arguments.ShortText(0))));
}
