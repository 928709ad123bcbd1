using System.Globalization;
using System.Text.RegularExpressions;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Expressions.Jsonata.Numbers;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Dates;

/// <summary>Reads a time that was written by a picture.</summary>
internal static class DateTimeParser
{
    /// <param name="now">Milliseconds since 1970; where the picture leaves out the larger parts of a time, they are taken from it.</param>
    /// <returns>Milliseconds since 1970; null where the text does not look like the picture.</returns>
    /// <exception cref="JsonataException">D3130 to D3136, U1001.</exception>
    public static double? Parse(string text, string picture, long now)
    {
        var parts = DateTimePicture.Parse(picture);
        var read = Match(text, parts);
        if (read is null || read.Count == 0)
        {
            return null;
        }

        var values = new TimeValues(read);
        values.FillIn(new CivilTime(now));
        return values.ToMillis();
    }

    private static Dictionary<char, double>? Match(string text, PicturePart[] parts)
    {
        var pattern = @"\A" + string.Concat(parts.Select(part => $"({Pattern(part)})")) + @"\z";
        Match match;
        try
        {
            match = PatternMatcher.Compile(pattern, RegexOptions.IgnoreCase).Match(text, 0);
        }
        catch (RegexMatchTimeoutException)
        {
            throw new JsonataException("U1001");
        }

        if (!match.Success)
        {
            return null;
        }

        var values = new Dictionary<char, double>();
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i].Literal is null && Read(match.Groups[i + 1].Value, parts[i]) is { } value)
            {
                values[parts[i].Component] = value;
            }
        }

        return values;
    }

    private static string Pattern(PicturePart part) => part switch
    {
        { Literal: { } literal } => Regex.Escape(literal),
        { Component: 'Z' or 'z' } => (part.Component == 'z' ? "GMT" : string.Empty) + "[-+][0-9]+" + (ZoneSeparator(part) is { } separator ? Regex.Escape(separator) + "[0-9]+" : string.Empty),
        { Component: 'f' } => "[0-9]+",
        { Integer: { } integer } => IntegerParser.Pattern(integer),
        { Component: 'M' or 'x' or 'F' or 'P' } => "[a-zA-Z]+",
        _ => throw new JsonataException("D3133", value: JsonValue.Of(part.Component.ToString())),
    };

    private static string? ZoneSeparator(PicturePart part) => part.Integer is { RegularGroup: > 0 } integer ? integer.Separators[0].Text : null;

    private static double? Read(string text, PicturePart part) => part switch
    {
        { Component: 'Z' or 'z' } => Offset(part.Component == 'z' ? text[3..] : text, ZoneSeparator(part)),
        { Component: 'f' } => double.Parse(text.PadRight(3, '0')[..3], CultureInfo.InvariantCulture),
        { Integer: { } integer } => IntegerParser.Parse(text, integer),
        { Component: 'P' } => text switch { "am" or "AM" => 0, "pm" or "PM" => 1, _ => null },
        { Component: 'F' } => Name(DateComponents.DayNames, text, part.MaxWidth),
        _ => Name(DateComponents.MonthNames, text, part.MaxWidth),
    };

    private static double? Name(string[] names, string text, int? width)
    {
        var index = Array.FindIndex(names, name => (width is { } max && name.Length > max ? name[..max] : name) == text);
        return index < 0 ? null : index + 1;
    }

    /// <summary>Minutes east of UTC.</summary>
    private static double Offset(string text, string? separator)
    {
        var split = separator is null ? (text.Length <= 3 ? text.Length : 3) : text.IndexOf(separator, StringComparison.Ordinal);
        var hours = Number(text[..split]);
        var minutes = Number(text[Math.Min(text.Length, split + (separator?.Length ?? 0))..]);
        return (hours * 60) + minutes;
    }

    private static double Number(string text) => double.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
