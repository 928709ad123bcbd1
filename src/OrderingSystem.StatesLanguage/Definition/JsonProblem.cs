using System.Globalization;
using System.Text.Json;

namespace OrderingSystem.StatesLanguage.Definition;

/// <summary>
/// What is wrong with a text that is no JSON, in the words of the service's parser:
/// <c>Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')</c>.
/// </summary>
/// <param name="Location"><c>[Source: (String)"not json"; line: 1, column: 4]</c>, lines and columns counted from 1.</param>
/// <remarks>Recorded from AWS. What the recordings do not show is said in words of our own, in the same form.</remarks>
public sealed record JsonProblem(string Message, string Location)
{
    private const int QuotedCharacters = 500;

    public static JsonProblem Of(string text, JsonException failure)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(failure);
        var at = PositionOf(text, failure);
        var end = at;
        while (at > 0 && IsOfToken(text[at - 1]))
        {
            at--;
        }

        while (end < text.Length && IsOfToken(text[end]))
        {
            end++;
        }

        var token = text[at..end];
        return token.Length > 0 && char.IsLetter(token[0])
            ? new JsonProblem($"Unrecognized token '{token}': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')", Place(text, end))
            : new JsonProblem(end >= text.Length ? "Unexpected end-of-input" : $"Unexpected character ('{text[end]}' (code {(int)text[end]}))", Place(text, end));
    }

    public override string ToString() => $"{Message}\n at {Location}";

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
