using System.Globalization;
using System.Text;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Parsing;

/// <summary>Cuts an expression into words.</summary>
internal sealed class Lexer(string source)
{
    private const string SingleCharacterOperators = ".[]{}(),@#;:?+-*/%|=<>^&!~";
    private static readonly string[] TwoCharacterOperators = ["..", ":=", "!=", ">=", "<=", "**", "~>", "?:", "??"];

    private int _position;

    /// <param name="afterOperand">What came before is complete, so that a slash divides and does not begin a regular expression.</param>
    public Token Next(bool afterOperand)
    {
        SkipSpaceAndComments();
        if (_position >= source.Length)
        {
            return new Token(TokenKind.End, "(end)", source.Length);
        }

        var start = _position;
        var c = source[start];
        if (c == '/' && !afterOperand)
        {
            return ReadRegex();
        }

        foreach (var symbol in TwoCharacterOperators)
        {
            if (string.CompareOrdinal(source, start, symbol, 0, 2) == 0)
            {
                _position += 2;
                return new Token(TokenKind.Operator, symbol, start);
            }
        }

        if (SingleCharacterOperators.Contains(c))
        {
            _position++;
            return new Token(TokenKind.Operator, c.ToString(), start);
        }

        return c switch
        {
            '"' or '\'' => ReadString(c),
            >= '0' and <= '9' => ReadNumber(),
            '`' => ReadQuotedName(),
            _ => ReadName(),
        };
    }

    private static bool IsSpace(char c) => c is ' ' or '\t' or '\n' or '\r' or '\v';

    private void SkipSpaceAndComments()
    {
        while (_position < source.Length)
        {
            if (IsSpace(source[_position]))
            {
                _position++;
            }
            else if (string.CompareOrdinal(source, _position, "/*", 0, 2) == 0)
            {
                var end = source.IndexOf("*/", _position + 2, StringComparison.Ordinal);
                _position = end >= 0 ? end + 2 : throw new JsonataException("S0106", _position);
            }
            else
            {
                return;
            }
        }
    }

    private Token ReadString(char quote)
    {
        var start = _position++;
        var text = new StringBuilder();
        while (_position < source.Length)
        {
            var c = source[_position++];
            if (c == quote)
            {
                var value = text.ToString();
                return new Token(TokenKind.String, value, start, JsonValue.Of(value));
            }

            _ = text.Append(c == '\\' ? ReadEscape() : c);
        }

        throw new JsonataException("S0101", start);
    }

    private char ReadEscape()
    {
        var c = _position < source.Length ? source[_position++] : '\0';
        return c switch
        {
            '"' or '\\' or '/' => c,
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => ReadUnicodeEscape(),
            _ => throw new JsonataException("S0103", _position - 1, c.ToString()),
        };
    }

    private char ReadUnicodeEscape()
    {
        if (_position + 4 > source.Length
            || !ushort.TryParse(source.AsSpan(_position, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
        {
            throw new JsonataException("S0104", _position);
        }

        _position += 4;
        return (char)unit;
    }

    private Token ReadNumber()
    {
        var start = _position;
        if (source[_position] == '0')
        {
            _position++;
        }
        else
        {
            SkipDigits();
        }

        if (_position + 1 < source.Length && source[_position] == '.' && char.IsAsciiDigit(source[_position + 1]))
        {
            _position++;
            SkipDigits();
        }

        SkipExponent();
        var text = source[start.._position];
        var value = double.Parse(text, CultureInfo.InvariantCulture);
        return double.IsFinite(value)
            ? new Token(TokenKind.Number, text, start, JsonNumber.Of(value))
            : throw new JsonataException("S0102", start, text);
    }

    private void SkipDigits()
    {
        while (_position < source.Length && char.IsAsciiDigit(source[_position]))
        {
            _position++;
        }
    }

    private void SkipExponent()
    {
        var at = _position;
        if (at < source.Length && source[at] is 'e' or 'E')
        {
            at++;
            at += at < source.Length && source[at] is '+' or '-' ? 1 : 0;
            if (at < source.Length && char.IsAsciiDigit(source[at]))
            {
                _position = at;
                SkipDigits();
            }
        }
    }

    private Token ReadQuotedName()
    {
        var start = _position;
        var end = source.IndexOf('`', start + 1);
        if (end < 0)
        {
            throw new JsonataException("S0105", source.Length);
        }

        _position = end + 1;
        return new Token(TokenKind.Name, source[(start + 1)..end], start);
    }

    private Token ReadName()
    {
        var start = _position;
        while (_position < source.Length && !IsSpace(source[_position]) && !SingleCharacterOperators.Contains(source[_position]))
        {
            _position++;
        }

        var name = source[start.._position];
        return name switch
        {
            "or" or "in" or "and" => new Token(TokenKind.Operator, name, start),
            "true" => new Token(TokenKind.Value, name, start, JsonValue.True),
            "false" => new Token(TokenKind.Value, name, start, JsonValue.False),
            "null" => new Token(TokenKind.Value, name, start, JsonValue.Null),
            _ when name.StartsWith('$') => new Token(TokenKind.Variable, name[1..], start),
            _ => new Token(TokenKind.Name, name, start),
        };
    }

    private Token ReadRegex()
    {
        var start = _position++;
        var depth = 0;
        for (; _position < source.Length; _position++)
        {
            var c = source[_position];
            if (c == '\\')
            {
                _position++;
            }
            else if (c == '/' && depth == 0)
            {
                return FinishRegex(start, source[(start + 1).._position]);
            }
            else if (c is '(' or '[' or '{')
            {
                depth++;
            }
            else if (c is ')' or ']' or '}')
            {
                depth--;
            }
        }

        throw new JsonataException("S0302", start);
    }

    private Token FinishRegex(int start, string pattern)
    {
        if (pattern.Length == 0)
        {
            throw new JsonataException("S0301", start);
        }

        _position++;
        var flags = _position;
        while (_position < source.Length && source[_position] is 'i' or 'm')
        {
            _position++;
        }

        var set = source.AsSpan(flags, _position - flags);
        return new Token(TokenKind.Regex, pattern, start, Pattern: new RegexPattern(pattern, set.Contains('i'), set.Contains('m')));
    }
}
