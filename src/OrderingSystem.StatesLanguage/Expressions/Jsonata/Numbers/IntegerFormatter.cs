using System.Text;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Numbers;

/// <summary>Writes an integer by a picture.</summary>
internal static class IntegerFormatter
{
    /// <summary>Roman numerals beyond this are a row of M's that nobody reads, and no bound on memory.</summary>
    private const double MaxRoman = 1_000_000;

    private static readonly (int Value, string Numeral)[] Romans =
    [
        (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"),
        (1, "i"),
    ];

    /// <exception cref="JsonataException">D3130, D1001.</exception>
    public static string Format(double value, IntegerPicture picture)
    {
        if (!double.IsFinite(value))
        {
            throw new JsonataException("D1001", value: JsonNumber.Computed(value));
        }

        var magnitude = Math.Abs(value);
        var text = picture.Style switch
        {
            IntegerStyle.Letters => Letters(magnitude, picture.Case == LetterCase.Upper ? 'A' : 'a'),
            IntegerStyle.Roman => Cased(Roman(magnitude), picture.Case),
            IntegerStyle.Words => Cased(NumberWords.Write(magnitude, picture.IsOrdinal), picture.Case),
            IntegerStyle.Decimal => Decimal(magnitude, picture),
            _ => throw new JsonataException("D3130", value: JsonValue.Of(picture.Source)),
        };
        return value < 0 ? "-" + text : text;
    }

    private static string Cased(string text, LetterCase letterCase) => letterCase switch
    {
        LetterCase.Upper => text.ToUpperInvariant(),
        LetterCase.Lower => text.ToLowerInvariant(),
        _ => text,
    };

    private static string Letters(double value, char first)
    {
        var letters = new Stack<char>();
        for (var rest = value; rest > 0; rest = Math.Floor((rest - 1) / 26))
        {
            letters.Push((char)(first + (int)((rest - 1) % 26)));
        }

        return string.Concat(letters);
    }

    private static string Roman(double value)
    {
        if (value > MaxRoman)
        {
            throw new JsonataException("U1002");
        }

        var result = new StringBuilder();
        var rest = (int)value;
        foreach (var (size, numeral) in Romans)
        {
            for (; rest >= size; rest -= size)
            {
                _ = result.Append(numeral);
            }
        }

        return result.ToString();
    }

    private static string Decimal(double value, IntegerPicture picture)
    {
        var digits = JsonNumber.FormatDouble(value);
        digits = digits.PadLeft(Math.Min(picture.MandatoryDigits, 10_000), '0');
        var ordinal = picture.IsOrdinal ? OrdinalSuffix(digits) : string.Empty;
        if (picture.Zero != '0')
        {
            digits = string.Concat(digits.Select(digit => char.ConvertFromUtf32(digit - '0' + picture.Zero)));
        }

        return Grouped(digits, picture) + ordinal;
    }

    private static string Grouped(string digits, IntegerPicture picture)
    {
        var result = new StringBuilder(digits);
        if (picture.RegularGroup > 0)
        {
            for (var at = digits.Length - picture.RegularGroup; at > 0; at -= picture.RegularGroup)
            {
                _ = result.Insert(at, picture.Separators[0].Text);
            }

            return result.ToString();
        }

        foreach (var separator in picture.Separators)
        {
            // From the right, so that what is put in moves nothing that is still to be put in.
            var at = digits.Length - separator.Position;
            if (at >= 0)
            {
                _ = result.Insert(at, separator.Text);
            }
        }

        return result.ToString();
    }

    private static string OrdinalSuffix(string digits) => digits switch
    {
        [.., '1', _] => "th",
        [.., '1'] => "st",
        [.., '2'] => "nd",
        [.., '3'] => "rd",
        _ => "th",
    };
}
