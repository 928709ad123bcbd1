using System.Globalization;
using System.Text.RegularExpressions;
using OrderingSystem.StatesLanguage.Data.Json;

namespace OrderingSystem.StatesLanguage.Expressions.Jsonata.Dates;

/// <summary>Reads ISO 8601 as <c>$toMillis</c> takes it: a year at least, then month, day, time, fraction and zone. Without a zone it is UTC.</summary>
internal static partial class IsoTimestamp
{
    /// <exception cref="JsonataException">D3110.</exception>
    public static double Parse(string text)
    {
        var match = Shape().Match(text);
        if (!match.Success)
        {
            throw new JsonataException("D3110", value: JsonValue.Of(text));
        }

        var month = Number(match, "month", 1);
        var day = Number(match, "day", 1);
        var hour = Number(match, "hour", 0);
        var minute = Number(match, "minute", 0);
        var second = Number(match, "second", 0);
        var year = Number(match, "year", 0);
        var isEndOfDay = hour == 24 && minute == 0 && second == 0;
        if (month is < 1 or > 12 || day < 1 || day > CivilTime.ToDays(year, month + 1, 1) - CivilTime.ToDays(year, month, 1) || (hour > 23 && !isEndOfDay))
        {
            throw new JsonataException("D3110", value: JsonValue.Of(text));
        }

        var zone = ((Number(match, "zoneHour", 0) * 60) + Number(match, "zoneMinute", 0)) * (match.Groups["zoneSign"].Value == "-" ? -1 : 1);
        var fraction = match.Groups["fraction"] is { Success: true } digits ? digits.Value.PadRight(3, '0')[..3] : "0";
        return (CivilTime.ToDays(year, month, day) * CivilTime.MillisPerDay)
            + (((((hour * 60) + minute - zone) * 60) + second) * 1000)
            + int.Parse(fraction, CultureInfo.InvariantCulture);
    }

    private static long Number(Match match, string group, long otherwise) =>
        match.Groups[group] is { Success: true } found ? long.Parse(found.ValueSpan, CultureInfo.InvariantCulture) : otherwise;

    [GeneratedRegex(
        @"\A(?<year>[0-9]{4})(-(?<month>[01][0-9]))?(-(?<day>[0-3][0-9]))?(T(?<hour>[0-2][0-9]):(?<minute>[0-5][0-9]):(?<second>[0-5][0-9]))?(\.(?<fraction>[0-9]+))?((?<zoneSign>[+-])(?<zoneHour>[0-2][0-9]):?(?<zoneMinute>[0-5][0-9])|Z)?\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shape();
}
