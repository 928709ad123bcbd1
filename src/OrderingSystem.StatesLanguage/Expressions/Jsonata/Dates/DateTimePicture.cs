using System.Globalization;
using OrderingSystem.StatesLanguage.Data.Json;
using OrderingSystem.StatesLanguage.Expressions.Jsonata.Numbers;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Dates;

/// <summary>A piece of a date/time picture: text as it is, or a marker such as <c>[Y0001]</c>.</summary>
/// <param name="Literal">Null for a marker.</param>
internal sealed record PicturePart(string? Literal)
{
    public char Component { get; init; }

    /// <summary>Names rather than numbers, in this case.</summary>
    public LetterCase? Names { get; init; }

    public IntegerPicture? Integer { get; init; }

    /// <summary>The second presentation modifier: <c>t</c> asks for Z where the zone is UTC.</summary>
    public char Modifier { get; init; }

    public int? MaxWidth { get; init; }

    /// <summary>How many digits of the year are written, from the right; 0 for all.</summary>
    public int YearDigits { get; init; }
}

/// <summary>A date/time picture, taken apart: <c>[Y0001]-[M01]-[D01]T[H01]:[m01]</c>.</summary>
/// <remarks>XPath and XQuery Functions 3.1, section 9.8.4, "The date/time formatting functions".</remarks>
internal static class DateTimePicture
{
    private const string NumericComponents = "YMDdFWwXxHhmsf";

    public static PicturePart[] Iso8601 { get; } = Parse("[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001][Z01:01t]");

    /// <exception cref="JsonataException">D3131, D3132, D3135.</exception>
    public static PicturePart[] Parse(string picture)
    {
        var parts = new List<PicturePart>();
        var start = 0;
        var at = 0;
        while (at < picture.Length)
        {
            if (picture[at] != '[')
            {
                at++;
                continue;
            }

            AddLiteral(parts, picture[start..at]);
            if (at + 1 < picture.Length && picture[at + 1] == '[')
            {
                parts.Add(new PicturePart("["));
                at += 2;
            }
            else
            {
                var end = picture.IndexOf(']', at);
                parts.Add(end < 0 ? throw new JsonataException("D3135") : ReadMarker(picture[(at + 1)..end], parts));
                at = end + 1;
            }

            start = at;
        }

        AddLiteral(parts, picture[start..]);
        return [.. parts];
    }

    private static void AddLiteral(List<PicturePart> parts, string text)
    {
        if (text.Length > 0)
        {
            parts.Add(new PicturePart(text.Replace("]]", "]", StringComparison.Ordinal)));
        }
    }

    private static PicturePart ReadMarker(string text, List<PicturePart> before)
    {
        var marker = string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
        var component = marker.Length > 0 ? marker[0] : '\0';
        var comma = marker.LastIndexOf(',');
        var (minWidth, maxWidth) = comma < 0 ? (null, null) : ReadWidth(marker[(comma + 1)..]);
        var presentation = marker.Length == 0 ? string.Empty : comma < 0 ? marker[1..] : marker[1..Math.Max(1, comma)];
        var modifier = '\0';
        if (presentation.Length > 1 && presentation[^1] is 'a' or 't' or 'c' or 'o')
        {
            modifier = presentation[^1];
            presentation = presentation[..^1];
        }

        if (presentation.Length == 0)
        {
            presentation = Default(component) ?? throw new JsonataException("D3132", value: JsonValue.Of(component == '\0' ? string.Empty : component.ToString()));
        }

        var part = new PicturePart(Literal: null) { Component = component, Modifier = modifier, MaxWidth = maxWidth };
        if (presentation[0] is 'n' or 'N')
        {
            return part with
            {
                Names = presentation[0] == 'n' ? LetterCase.Lower : presentation.StartsWith("Nn", StringComparison.Ordinal) ? LetterCase.Title : LetterCase.Upper,
            };
        }

        if (component is 'Z' or 'z')
        {
            return part with { Integer = IntegerPicture.Parse(presentation) };
        }

        return NumericComponents.Contains(component) ? Numeric(part, presentation, minWidth, before) : part;
    }

    private static PicturePart Numeric(PicturePart part, string presentation, int? minWidth, List<PicturePart> before)
    {
        var integer = IntegerPicture.Parse(part.Modifier == '\0' ? presentation : $"{presentation};{part.Modifier}");
        integer.MandatoryDigits = Math.Max(integer.MandatoryDigits, minWidth ?? 0);
        var yearDigits = 0;
        if (part.Component == 'Y')
        {
            var width = integer.MandatoryDigits + integer.OptionalDigits;
            yearDigits = part.MaxWidth ?? (width >= 2 ? width : 0);
            integer.MandatoryDigits = part.MaxWidth ?? integer.MandatoryDigits;
        }

        if (before.Count > 0 && before[^1].Integer is { } previous && NumericComponents.Contains(before[^1].Component))
        {
            previous.ParseWidth = previous.MandatoryDigits; // nothing else tells where it ends and this begins
        }

        return part with { Integer = integer, YearDigits = yearDigits };
    }

    private static (int? Min, int? Max) ReadWidth(string text)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        return dash < 0 ? (ReadBound(text), null) : (ReadBound(text[..dash]), ReadBound(text[(dash + 1)..]));
    }

    private static int? ReadBound(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bound) ? Math.Min(bound, 1000) : null;

    private static string? Default(char component) => component switch
    {
        'Y' or 'M' or 'D' or 'd' or 'W' or 'w' or 'X' or 'x' or 'H' or 'h' or 'f' => "1",
        'F' or 'P' or 'C' or 'E' => "n",
        'm' or 's' => "01",
        'Z' or 'z' => "01:01",
        _ => null,
    };
}
