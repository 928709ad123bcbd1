using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Expressions.Intrinsics;

/// <summary><c>States.StringSplit('1,2;3', ',;')</c>: the pieces between any of the delimiting characters; empty pieces are left out.</summary>
internal sealed class StringSplit() : IntrinsicFunction("States.StringSplit", fewest: 2, most: 2)
{
    public override JsonValue Call(IntrinsicArguments arguments)
    {
        var (text, delimiters) = (arguments.Text(0), arguments.Text(1).EnumerateRunes().ToHashSet());
        var pieces = new List<JsonValue>();
        var start = 0;
        var position = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (delimiters.Contains(rune))
            {
                AddPiece(position);
                start = position + rune.Utf16SequenceLength;
            }

            position += rune.Utf16SequenceLength;
        }

        AddPiece(text.Length);
        return new JsonArray([.. pieces]);

        void AddPiece(int end)
        {
            if (end > start)
            {
                pieces.Add(JsonValue.Of(text[start..end]));
            }
        }
    }
}
