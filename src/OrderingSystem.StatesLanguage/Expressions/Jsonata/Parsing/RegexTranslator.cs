using System.Globalization;
using System.Text;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Parsing;

/// <summary>Says in .NET's language of regular expressions what JavaScript's means: classes are ASCII, <c>$</c> is the very end, groups count from the left.</summary>
internal sealed class RegexTranslator
{
    private const string WordClass = "a-zA-Z0-9_";
    private const string SpaceClass = @"\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";
    private const string LineEnds = @"\n\r\u2028\u2029";

    private readonly string _pattern;
    private readonly bool _multiline;
    private readonly StringBuilder _output = new();
    private readonly List<string?> _groups = [];
    private int _at;

    private RegexTranslator(string pattern, bool multiline)
    {
        _pattern = pattern;
        _multiline = multiline;
    }

    /// <exception cref="JsonataException">S0303: the pattern uses what JavaScript does not know.</exception>
    public static string Translate(string pattern, bool multiline)
    {
        var translator = new RegexTranslator(pattern, multiline);
        translator.CollectGroups();
        translator.Run();
        return translator._output.ToString();
    }

    private static JsonataException Invalid(string reason) => new("S0303", text: reason);

    /// <summary>Finds the groups first: what <c>\3</c> means depends on whether there are three.</summary>
    private void CollectGroups()
    {
        var inClass = false;
        for (var i = 0; i < _pattern.Length; i++)
        {
            switch (_pattern[i])
            {
                case '\\':
                    i++;
                    break;
                case '[':
                    inClass = true;
                    break;
                case ']':
                    inClass = false;
                    break;
                case '(' when !inClass && (i + 1 >= _pattern.Length || _pattern[i + 1] != '?'):
                    _groups.Add(null);
                    break;
                case '(' when !inClass && NamedGroup(i) is { } name:
                    _groups.Add(name);
                    break;
            }
        }
    }

    private string? NamedGroup(int at)
    {
        if (string.CompareOrdinal(_pattern, at, "(?<", 0, 3) != 0 || at + 3 >= _pattern.Length || _pattern[at + 3] is '=' or '!')
        {
            return null;
        }

        var end = _pattern.IndexOf('>', at);
        return end < 0 ? null : _pattern[(at + 3)..end];
    }

    private void Run()
    {
        while (_at < _pattern.Length)
        {
            var c = _pattern[_at++];
            _ = c switch
            {
                '\\' => Escape(),
                '[' => Class(),
                '(' => Group(),
                '.' => _output.Append("[^").Append(LineEnds).Append(']'),
                '^' => _output.Append(_multiline ? $@"(?<=\A|[{LineEnds}])" : @"\A"),
                '$' => _output.Append(_multiline ? $@"(?=[{LineEnds}]|\z)" : @"\z"),
                _ => _output.Append(c),
            };
        }
    }

    private StringBuilder Group()
    {
        if (_at >= _pattern.Length || _pattern[_at] != '?')
        {
            return _output.Append('(');
        }

        if (NamedGroup(_at - 1) is { } name)
        {
            _at += name.Length + 3; // .NET counts named groups after the others, JavaScript from left to right
            return _output.Append('(');
        }

        foreach (var opening in (ReadOnlySpan<string>)["?:", "?=", "?!", "?<=", "?<!"])
        {
            if (string.CompareOrdinal(_pattern, _at, opening, 0, opening.Length) == 0)
            {
                _at += opening.Length;
                return _output.Append('(').Append(opening);
            }
        }

        throw Invalid("Invalid group");
    }

    private StringBuilder Escape()
    {
        if (_at >= _pattern.Length)
        {
            throw Invalid("\\ at end of pattern");
        }

        var c = _pattern[_at++];
        switch (c)
        {
            case 'd':
                return _output.Append("[0-9]");
            case 'D':
                return _output.Append("[^0-9]");
            case 'w':
                return _output.Append('[').Append(WordClass).Append(']');
            case 'W':
                return _output.Append("[^").Append(WordClass).Append(']');
            case 's':
                return _output.Append('[').Append(SpaceClass).Append(']');
            case 'S':
                return _output.Append("[^").Append(SpaceClass).Append(']');
            case 'b':
                return _output.Append($"(?:(?<=[{WordClass}])(?![{WordClass}])|(?<![{WordClass}])(?=[{WordClass}]))");
            case 'B':
                return _output.Append($"(?:(?<=[{WordClass}])(?=[{WordClass}])|(?<![{WordClass}])(?![{WordClass}]))");
            case 'k' when _groups.Exists(name => name is not null):
                return NamedReference();
            case >= '1' and <= '9':
                return NumberedReference();
            default:
                return Literal(CharacterEscape(c));
        }
    }

    private StringBuilder NamedReference()
    {
        var end = _at < _pattern.Length && _pattern[_at] == '<' ? _pattern.IndexOf('>', _at) : -1;
        var group = end < 0 ? -1 : _groups.IndexOf(_pattern[(_at + 1)..end]);
        if (group < 0)
        {
            throw Invalid("Invalid named reference");
        }

        _at = end + 1;
        return _output.Append(CultureInfo.InvariantCulture, $"(?:\\{group + 1})");
    }

    private StringBuilder NumberedReference()
    {
        var start = _at - 1;
        var end = _at;
        while (end < _pattern.Length && char.IsAsciiDigit(_pattern[end]) && end - start < 4)
        {
            end++;
        }

        if (int.Parse(_pattern.AsSpan(start, end - start), CultureInfo.InvariantCulture) is var group && group <= _groups.Count)
        {
            _at = end;
            return _output.Append(CultureInfo.InvariantCulture, $"(?:\\{group})");
        }

        // No such group: an octal escape, or the digit itself.
        _at = start;
        return Literal(_pattern[_at] < '8' ? Octal() : _pattern[_at++]);
    }

    private StringBuilder Class()
    {
        var negated = _at < _pattern.Length && _pattern[_at] == '^';
        _at += negated ? 1 : 0;
        if (_at < _pattern.Length && _pattern[_at] == ']')
        {
            _at++;
            return _output.Append(negated ? @"[\s\S]" : "(?!)");
        }

        _ = _output.Append(negated ? "[^" : "[");
        while (true)
        {
            if (_at >= _pattern.Length)
            {
                throw Invalid("Unterminated character class");
            }

            var c = _pattern[_at++];
            if (c == ']')
            {
                return _output.Append(']');
            }

            _ = c switch
            {
                '\\' => ClassEscape(),
                '[' => _output.Append(@"\["), // .NET would read a subtraction
                _ => _output.Append(c),
            };
        }
    }

    private StringBuilder ClassEscape()
    {
        if (_at >= _pattern.Length)
        {
            throw Invalid("\\ at end of pattern");
        }

        var c = _pattern[_at++];
        return c switch
        {
            'd' => _output.Append("0-9"),
            'D' => _output.Append(@"\u0000-/:-\uffff"),
            'w' => _output.Append(WordClass),
            'W' => _output.Append(@"\u0000-/:-@\[-\^`{-\uffff"),
            's' => _output.Append(SpaceClass),
            'S' => _output.Append(@"\u0000-\u0008\u000e-\u001f!-\u009f\u00a1-\u167f\u1681-\u1fff\u200b-\u2027\u202a-\u202e\u2030-\u205e\u2060-\u2fff\u3001-\ufefe\uff00-\uffff"),
            'b' => Literal('\b'),
            _ => Literal(CharacterEscape(c)),
        };
    }

    private char CharacterEscape(char c)
    {
        switch (c)
        {
            case 't':
                return '\t';
            case 'n':
                return '\n';
            case 'v':
                return '\v';
            case 'f':
                return '\f';
            case 'r':
                return '\r';
            case >= '0' and <= '7':
                _at--;
                return Octal();
            case 'c' when _at < _pattern.Length && char.IsAsciiLetter(_pattern[_at]):
                return (char)(_pattern[_at++] & 31);
            case 'x' when Hex(2) is { } unit:
                _at += 2;
                return unit;
            case 'u' when Hex(4) is { } unit:
                _at += 4;
                return unit;
            default:
                return c;
        }
    }

    private char? Hex(int digits) => _at + digits <= _pattern.Length
        && ushort.TryParse(_pattern.AsSpan(_at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit) ? (char)unit : null;

    private char Octal()
    {
        var value = 0;
        for (var i = 0; i < 3 && _at < _pattern.Length && _pattern[_at] is >= '0' and <= '7' && (value * 8) + (_pattern[_at] - '0') <= 255; i++)
        {
            value = (value * 8) + (_pattern[_at++] - '0');
        }

        return (char)value;
    }

    private StringBuilder Literal(char c) => char.IsAsciiLetterOrDigit(c) ? _output.Append(c) : _output.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
}
