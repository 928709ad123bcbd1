using System.Globalization;
using System.Text;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Expressions.JsonPath;

/// <summary>A position in the text of an expression, shared by the parsers of paths, filters and intrinsic calls.</summary>
internal sealed class TextCursor(string text)
{
    /// <summary>Deepest nesting of brackets, parentheses and filters; far beyond what people write, far below what a stack holds.</summary>
    public const int MaxNesting = 50;

    private const int MaxQuoted = 200;

    private int _nesting;

    public string Text { get; } = text;

    public int Position { get; set; }

    public bool AtEnd => Position >= Text.Length;

    /// <summary>The next character, or NUL at the end.</summary>
    public char Current => Position < Text.Length ? Text[Position] : '\0';

    public char Following => Position + 1 < Text.Length ? Text[Position + 1] : '\0';

    public PathSyntaxException Problem(string what) =>
        new($"{what} at character {Position + 1} of '{(Text.Length > MaxQuoted ? Text[..MaxQuoted] + "…" : Text)}'.");

    public void SkipSpace()
    {
        while (Position < Text.Length && Text[Position] is ' ' or '\t' or '\n' or '\r')
        {
            Position++;
        }
    }

    public bool TryTake(char expected)
    {
        if (Current != expected || AtEnd)
        {
            return false;
        }

        Position++;
        return true;
    }

    public bool TryTake(string expected)
    {
        if (string.CompareOrdinal(Text, Position, expected, 0, expected.Length) != 0)
        {
            return false;
        }

        Position += expected.Length;
        return true;
    }

    public void Take(char expected)
    {
        if (!TryTake(expected))
        {
            throw Problem($"'{expected}' is expected");
        }
    }

    public string TakeWhile(Func<char, bool> belongs)
    {
        var start = Position;
        while (Position < Text.Length && belongs(Text[Position]))
        {
            Position++;
        }

        return Text[start..Position];
    }

    public void Enter()
    {
        if (++_nesting > MaxNesting)
        {
            throw Problem($"The expression nests deeper than {MaxNesting} levels");
        }
    }

    public void Leave() => _nesting--;

    /// <summary>A string in single or double quotes, with JSON's escapes and <c>\'</c>.</summary>
    public string TakeQuoted()
    {
        var quote = Current;
        Position++;
        var content = new StringBuilder();
        while (!AtEnd)
        {
            var c = Text[Position++];
            if (c == quote)
            {
                return content.ToString();
            }

            content.Append(c == '\\' ? TakeEscape() : c);
        }

        throw Problem($"The closing {quote} is missing");
    }

    public JsonNumber TakeNumber()
    {
        var start = Position;
        var written = TakeWhile(c => char.IsAsciiDigit(c) || c is '-' or '+' or '.' or 'e' or 'E');
        if (written.Length > 0 && JsonValue.TryParse(Encoding.ASCII.GetBytes(written), out var value) && value is JsonNumber number)
        {
            return number;
        }

        Position = start;
        throw Problem("A number is expected");
    }

    private char TakeEscape()
    {
        var c = Current;
        Position++;
        switch (c)
        {
            case 'b': return '\b';
            case 'f': return '\f';
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'u' when Position + 4 <= Text.Length
                && ushort.TryParse(Text.AsSpan(Position, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                Position += 4;
                return (char)code;
            case 'u' or '\0':
                throw Problem("The escape sequence is incomplete");
            default:
                return c;
        }
    }
}
