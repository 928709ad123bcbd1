using System.Globalization;
using System.Text;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Expressions.Jsonata.Numbers;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Dates;

/// <summary>Writes a time by a picture.</summary>
internal static class DateTimeFormatter
{
    /// <param name="picture">Null for ISO 8601 in UTC with milliseconds.</param>
    /// <param name="zone">The offset from UTC as <c>±HHMM</c>; null for UTC.</param>
    /// <exception cref="JsonataException">D1001, D3131 to D3135.</exception>
    public static string Format(double millis, string? picture, string? zone)
    {
        if (!(Math.Abs(millis) <= CivilTime.MaxMillis))
        {
            throw new JsonataException("D1001", value: JsonNumber.Computed(millis));
        }

        var offset = zone is null ? 0 : ReadOffset(zone);
        var offsetHours = (int)Math.Floor(offset / 100.0);
        var offsetMinutes = offset % 100;
        var time = new CivilTime((long)Math.Truncate(millis) + (((60L * offsetHours) + offsetMinutes) * 60_000));
        var result = new StringBuilder();
        foreach (var part in picture is null ? DateTimePicture.Iso8601 : DateTimePicture.Parse(picture))
        {
            _ = result.Append(part.Literal ?? Component(time, part, offsetHours, offsetMinutes));
        }

        return result.ToString();
    }

    private static int ReadOffset(string zone)
    {
        var digits = zone.AsSpan().Trim();
        var length = digits.Length > 0 && digits[0] is '+' or '-' ? 1 : 0;
        while (length < digits.Length && length < 6 && char.IsAsciiDigit(digits[length]))
        {
            length++;
        }

        return int.TryParse(digits[..length], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var offset) ? offset : 0;
    }

    private static string Component(CivilTime time, PicturePart part, int offsetHours, int offsetMinutes) => part.Component switch
    {
        'Z' or 'z' => Zone(part, offsetHours, offsetMinutes),
        'P' => Cased(time.Hour >= 12 ? "pm" : "am", part.Names == LetterCase.Upper ? LetterCase.Upper : LetterCase.Lower),
        'C' or 'E' => "ISO",
        _ => Number(time, part),
    };

    private static string Number(CivilTime time, PicturePart part)
    {
        var value = DateComponents.Of(time, part.Component) ?? throw new JsonataException("D3132", value: JsonValue.Of(part.Component.ToString()));
        if (part.Component == 'Y' && part.YearDigits is > 0 and < 15)
        {
            value %= (long)Math.Pow(10, part.YearDigits);
        }

        if (part.Names is not { } letterCase)
        {
            return IntegerFormatter.Format(value, part.Integer!);
        }

        var name = part.Component switch
        {
            'M' or 'x' => DateComponents.MonthNames[value - 1],
            'F' => DateComponents.DayNames[value - 1],
            _ => throw new JsonataException("D3133", value: JsonValue.Of(part.Component.ToString())),
        };
        name = Cased(name, letterCase);
        return part.MaxWidth is { } width && name.Length > width ? name[..width] : name;
    }

    private static string Zone(PicturePart part, int hours, int minutes)
    {
        var offset = (hours * 100) + minutes;
        if (offset == 0 && part.Modifier == 't')
        {
            return "Z";
        }

        // Without a picture of digits (a name was asked for) the offset is written as it is.
        var integer = part.Integer ?? IntegerPicture.Parse("01:01");
        var text = integer switch
        {
            { RegularGroup: > 0 } => IntegerFormatter.Format(offset, integer),
            { MandatoryDigits: 1 or 2 } => IntegerFormatter.Format(hours, integer) + (minutes == 0 ? string.Empty : ":" + minutes.ToString("00", CultureInfo.InvariantCulture)),
            { MandatoryDigits: 3 or 4 } => IntegerFormatter.Format(offset, integer),
            _ => throw new JsonataException("D3134", value: JsonNumber.Of(integer.MandatoryDigits)),
        };
        return (part.Component == 'z' ? "GMT" : string.Empty) + (offset >= 0 ? "+" : string.Empty) + text;
    }

    private static string Cased(string text, LetterCase letterCase) => letterCase switch
    {
        LetterCase.Upper => text.ToUpperInvariant(),
        LetterCase.Lower => text.ToLowerInvariant(),
        _ => text,
    };
}
