using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Expressions.Intrinsics;

/// <summary><c>States.StringSplit('1,2;3', ',;')</c>: the pieces between any of the delimiting characters; empty pieces are left out.</summary>
internal sealed class StringSplit() : IntrinsicFunction("States.StringSplit", fewest: 2, most: 2)
{
    public override JsonValue Call(IntrinsicArguments arguments)
    {
        var (text, delimiters) = (arguments.Text(0), arguments.Text(1));
        string[] pieces = delimiters.Length == 0 // Split takes no delimiters for white space
            ? [text]
            : text.Split(delimiters.ToCharArray(), StringSplitOptions.RemoveEmptyEntries);
        return new JsonArray([.. pieces.Where(piece => piece.Length > 0).Select(JsonValue.Of)]);
    }
}
