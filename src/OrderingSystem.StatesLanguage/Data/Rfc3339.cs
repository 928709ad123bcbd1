using System.Globalization;

namespace OrderingSystem.StatesLanguage.Data;

/// <summary>Timestamps as the States Language writes them: RFC 3339 with a capital T and Z, or an offset.</summary>
public static class Rfc3339
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    public static bool TryParse(string text, out DateTimeOffset time)
    {
        time = default;
        var zone = text.Length > 20 ? text.AsSpan(19) : text.AsSpan(Math.Min(19, text.Length));
        if (zone.IndexOfAny("Z+-") < 0)
        {
            return false; // K also accepts no zone at all
        }

        return DateTimeOffset.TryParseExact(ShortenFraction(text), Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
    }

    /// <summary>As the context object shows times: UTC, milliseconds.</summary>
    public static string Format(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Digits beyond a tick (100 ns) are cut: .NET cannot hold them and refuses them.</summary>
    private static string ShortenFraction(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
        {
            return text;
        }

        var end = dot + 1;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        return end - dot - 1 <= 7 ? text : string.Concat(text.AsSpan(0, dot + 8), text.AsSpan(end));
    }
}
