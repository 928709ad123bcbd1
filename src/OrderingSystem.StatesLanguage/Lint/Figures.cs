using System.Globalization;

namespace OrderingSystem.StatesLanguage.Lint;

/// <summary>Numbers as a sentence has them.</summary>
internal static class Figures
{
    /// <param name="seconds">From 0.</param>
    public static string Span(double seconds) => seconds switch
    {
        < 120 => Say(seconds, "seconds"),
        < 7_200 => Say(seconds / 60, "minutes"),
        < 172_800 => Say(seconds / 3_600, "hours"),
        < 2 * 365 * ServiceLimits.SecondsPerDay => Say(seconds / ServiceLimits.SecondsPerDay, "days"),
        _ => Say(seconds / (365 * ServiceLimits.SecondsPerDay), "years"),
    };

    public static string Count(double value) => value.ToString("#,##0.##", CultureInfo.InvariantCulture);

    private static string Say(double value, string unit) => string.Create(CultureInfo.InvariantCulture, $"{value:#,##0.#} {unit}");
}
