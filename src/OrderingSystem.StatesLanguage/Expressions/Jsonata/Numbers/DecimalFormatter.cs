using System.Globalization;
using System.Numerics;
using System.Text;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Expressions.Jsonata.Functions;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Numbers;

/// <summary>Writes a number by a picture such as <c>#,##0.00;(#,##0.00)</c>.</summary>
/// <remarks>XPath and XQuery Functions 3.1, section 4.7, <c>fn:format-number</c>.</remarks>
internal static class DecimalFormatter
{
    /// <exception cref="JsonataException">D3080 to D3093, D1001.</exception>
    public static string Format(double value, string text, DecimalSymbols symbols)
    {
        var halves = text.Split(symbols.PatternSeparator);
        if (halves.Length > 2)
        {
            throw new JsonataException("D3080");
        }

        if (!double.IsFinite(value))
        {
            throw new JsonataException("D1001", value: JsonNumber.Computed(value));
        }

        var pictures = Array.ConvertAll(halves, half => new DecimalPicture(half, symbols));
        var picture = value >= 0 ? pictures[0] : pictures[^1];
        var prefix = value < 0 && pictures.Length == 1 ? symbols.MinusSign + picture.Prefix : picture.Prefix;
        var scaled = value * (picture.Text.Contains(symbols.Percent, StringComparison.Ordinal) ? 100
            : picture.Text.Contains(symbols.PerMille, StringComparison.Ordinal) ? 1000
            : 1);
        var (mantissa, exponent) = picture.MinExponentDigits == 0 ? (scaled, 0) : Normalise(scaled, picture.ScalingFactor);
        var result = new StringBuilder(prefix).Append(Mantissa(mantissa, picture, symbols));
        if (picture.MinExponentDigits > 0)
        {
            var digits = Math.Abs(exponent).ToString(CultureInfo.InvariantCulture).PadLeft(picture.MinExponentDigits, '0');
            _ = result.Append(symbols.ExponentSeparator).Append(exponent < 0 ? symbols.MinusSign : string.Empty).Append(InFamily(digits, symbols));
        }

        return result.Append(picture.Suffix).ToString();
    }

    /// <summary>The number as a mantissa with so many digits before the point, and a power of ten.</summary>
    private static (double Mantissa, int Exponent) Normalise(double value, int digits)
    {
        var exponent = 0;
        if (value == 0)
        {
            return (value, exponent);
        }

        var max = Math.Pow(10, digits);
        var min = Math.Pow(10, digits - 1);
        while (Math.Abs(value) < min)
        {
            value *= 10;
            exponent--;
        }

        while (Math.Abs(value) > max)
        {
            value /= 10;
            exponent++;
        }

        return (value, exponent);
    }

    private static string Mantissa(double value, DecimalPicture picture, DecimalSymbols symbols)
    {
        var places = Math.Min(picture.MaxFractionDigits, 400);
        var rounded = Math.Abs(NumericFunctions.Round(value, places));
        var text = double.IsFinite(rounded) ? Fixed(rounded, places) : throw new JsonataException("D1001", value: JsonNumber.Computed(rounded));
        var pointAt = text.IndexOf('.', StringComparison.Ordinal);
        var integer = (pointAt < 0 ? text : text[..pointAt]).TrimStart('0').PadLeft(picture.MinIntegerDigits, '0');
        var fraction = (pointAt < 0 ? string.Empty : text[(pointAt + 1)..]).TrimEnd('0').PadRight(picture.MinFractionDigits, '0');
        integer = GroupInteger(InFamily(integer, symbols), picture, symbols.GroupingSeparator);
        fraction = GroupFraction(InFamily(fraction, symbols), picture, symbols.GroupingSeparator);
        return fraction.Length == 0 || !picture.HasDecimalSeparator ? integer : integer + symbols.DecimalSeparator + fraction;
    }

    /// <summary>The exact decimal digits, which .NET gives to any number of places.</summary>
    private static string Fixed(double value, int places) => value < 1e21
        ? value.ToString("F" + places.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
        : new BigInteger(value).ToString(CultureInfo.InvariantCulture);

    private static string InFamily(string digits, DecimalSymbols symbols) => symbols.ZeroDigit == '0'
        ? digits
        : string.Concat(digits.Select(digit => (char)(digit - '0' + symbols.ZeroDigit)));

    private static string GroupInteger(string digits, DecimalPicture picture, string separator)
    {
        var result = new StringBuilder(digits);
        if (picture.RegularGroup > 0)
        {
            for (var at = digits.Length - picture.RegularGroup; at > 0; at -= picture.RegularGroup)
            {
                _ = result.Insert(at, separator);
            }

            return result.ToString();
        }

        foreach (var position in picture.IntegerGroups.Order())
        {
            if (digits.Length - position > 0)
            {
                _ = result.Insert(digits.Length - position, separator);
            }
        }

        return result.ToString();
    }

    private static string GroupFraction(string digits, DecimalPicture picture, string separator)
    {
        var result = new StringBuilder(digits);
        foreach (var position in picture.FractionGroups.OrderDescending())
        {
            if (position < digits.Length)
            {
                _ = result.Insert(position, separator);
            }
        }

        return result.ToString();
    }
}
