using System.Globalization;
using System.Text;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Numbers;

/// <summary>Reads an integer that was written by a picture.</summary>
internal static class IntegerParser
{
    /// <summary>What the integer looks like, as a regular expression without groups that capture.</summary>
    /// <exception cref="JsonataException">D3130.</exception>
    public static string Pattern(IntegerPicture picture) => picture.Style switch
    {
        IntegerStyle.Letters => picture.Case == LetterCase.Upper ? "[A-Z]+" : "[a-z]+",
        IntegerStyle.Roman => picture.Case == LetterCase.Upper ? "[MDCLXVI]+" : "[mdclxvi]+",
        IntegerStyle.Words => "(?:" + string.Join('|', NumberWords.Vocabulary.OrderByDescending(word => word.Length)) + @"|and|[\-, ])+",
        IntegerStyle.Decimal => (picture.ParseWidth > 0 ? string.Create(CultureInfo.InvariantCulture, $"[0-9]{{{picture.ParseWidth}}}") : "[0-9]+")
            + (picture.IsOrdinal ? "(?:th|st|nd|rd)" : string.Empty),
        _ => throw new JsonataException("D3130", value: JsonValue.Of(picture.Source)),
    };

    /// <returns>Null where the text is no such integer.</returns>
    /// <exception cref="JsonataException">D3130.</exception>
    public static double? Parse(string text, IntegerPicture picture) => picture.Style switch
    {
        IntegerStyle.Letters => Letters(text, picture.Case == LetterCase.Upper ? 'A' : 'a'),
        IntegerStyle.Roman => Roman(text.ToUpperInvariant()),
        IntegerStyle.Words => NumberWords.Read(text.ToLowerInvariant()),
        IntegerStyle.Decimal => Decimal(text, picture),
        _ => throw new JsonataException("D3130", value: JsonValue.Of(picture.Source)),
    };

    private static double Letters(string text, char first)
    {
        var value = 0.0;
        foreach (var letter in text)
        {
            value = (value * 26) + (letter - first + 1);
        }

        return value;
    }

    private static double? Roman(string text)
    {
        var total = 0.0;
        var largest = 1;
        for (var i = text.Length - 1; i >= 0; i--)
        {
            var value = text[i] switch { 'M' => 1000, 'D' => 500, 'C' => 100, 'L' => 50, 'X' => 10, 'V' => 5, 'I' => 1, _ => 0 };
            if (value == 0)
            {
                return null;
            }

            total += value < largest ? -value : value;
            largest = Math.Max(largest, value);
        }

        return total;
    }

    private static double? Decimal(string text, IntegerPicture picture)
    {
        var digits = picture.IsOrdinal && text.Length > 2 ? text[..^2] : text;
        if (picture.RegularGroup > 0)
        {
            digits = digits.Replace(picture.Separators[0].Text, string.Empty, StringComparison.Ordinal);
        }

        foreach (var separator in picture.Separators)
        {
            digits = digits.Replace(separator.Text, string.Empty, StringComparison.Ordinal);
        }

        var ascii = new StringBuilder(digits.Length);
        foreach (var rune in digits.EnumerateRunes())
        {
            var value = picture.Zero == '0' ? rune.Value : rune.Value - picture.Zero + '0';
            if (value is not (>= '0' and <= '9') && !(value == '-' && ascii.Length == 0))
            {
                break;
            }

            _ = ascii.Append((char)value);
        }

        return double.TryParse(ascii.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
    }
}
