using System.Globalization;
using System.Text.Json;

namespace OrderingSystem.StatesLanguage.Definition;

/// <summary>
/// What is wrong with a text that is no JSON, in the words of the service's parser:
/// <c>Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')</c>.
/// </summary>
/// <param name="Location"><c>[Source: (String)"not json"; line: 1, column: 4]</c>, lines and columns counted from 1.</param>
/// <remarks>Recorded from AWS; what the recordings do not show is said as the parser that they show (Jackson) says it.</remarks>
public sealed record JsonProblem(string Message, string Location)
{
    private const int QuotedCharacters = 500;
    private const string Values = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

    public static JsonProblem Of(string text, JsonException failure)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(failure);
        var at = PositionOf(text, failure);
        var (start, end) = (at, at);
        while (start > 0 && IsOfToken(text[start - 1]))
        {
            start--;
        }

        while (end < text.Length && IsOfToken(text[end]))
        {
            end++;
        }

        var token = text[start..end];
        var wanted = JsonExpectation.After(text.AsSpan(0, start));
        if (token.Length > 0 && char.IsLetter(token[0]) && (wanted.What == JsonExpected.Value || wanted is { What: JsonExpected.Comma, OpenedAt: < 0 }))
        {
            return new JsonProblem($"Unrecognized token '{token}': was expecting {Values}", Place(text, end));
        }

        var expected = JsonExpectation.After(text.AsSpan(0, at));
        return at >= text.Length
            ? new JsonProblem(EarlyEnd(text, expected), Place(text, text.Length))
            : new JsonProblem($"Unexpected character ('{text[at]}' (code {(int)text[at]})){Wanted(expected)}", Place(text, at + 1)); // the parser has read it
    }

    public override string ToString() => $"{Message}\n at {Location}";

    private static string Wanted(JsonExpectation expected) => expected.What switch
    {
        JsonExpected.Name => ": was expecting double-quote to start field name",
        JsonExpected.Colon => ": was expecting a colon to separate field name and value",
        JsonExpected.Comma when expected.OpenedAt >= 0 => $": was expecting comma to separate {(expected.IsInObject ? "Object" : "Array")} entries",
        JsonExpected.Value => $": expected a valid value {Values}",
        _ => string.Empty,
    };

    private static string EarlyEnd(string text, JsonExpectation expected) =>
        expected.What == JsonExpected.Quote ? "Unexpected end-of-input: was expecting closing quote for a string value"
        : expected.OpenedAt < 0 ? "Unexpected end-of-input"
        : $"Unexpected end-of-input: expected close marker for {(expected.IsInObject ? "Object" : "Array")} (start marker at {Place(text, expected.OpenedAt)})";

    private static bool IsOfToken(char character) => char.IsLetterOrDigit(character) || character is '_' or '$';

    private static int PositionOf(string text, JsonException failure)
    {
        var lineStart = 0;
        for (var line = failure.LineNumber ?? 0; line > 0 && text.IndexOf('\n', lineStart) is >= 0 and var next; line--)
        {
            lineStart = next + 1;
        }

        var (at, bytes) = (lineStart, failure.BytePositionInLine ?? 0);
        while (at < text.Length && bytes > 0)
        {
            bytes -= char.IsAscii(text[at]) ? 1 : char.IsSurrogate(text[at]) ? 2 : text[at] < 0x800 ? 2 : 3;
            at++;
        }

        return at;
    }

    private static string Place(string text, int at)
    {
        var before = text.AsSpan(0, at);
        var line = before.Count('\n') + 1;
        var column = at - (before.LastIndexOf('\n') + 1) + 1;
        var rest = text.Length - QuotedCharacters;
        var quoted = rest <= 0 ? $"\"{text}\"" : string.Create(CultureInfo.InvariantCulture, $"\"{text.AsSpan(0, QuotedCharacters)}\"[truncated {rest} chars]");
        return string.Create(CultureInfo.InvariantCulture, $"[Source: (String){quoted}; line: {line}, column: {column}]");
    }
}
