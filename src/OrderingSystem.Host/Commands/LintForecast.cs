using System.Globalization;
using OrderingSystem.StatesLanguage.Lint;

namespace OrderingSystem.Host.Commands;

/// <summary>What each retrier of a definition costs while a service is down, as a table.</summary>
internal static class LintForecast
{
    public static void Print(IReadOnlyList<RetryForecast> forecasts, TextWriter output)
    {
        if (forecasts.Count == 0)
        {
            return;
        }

        output.WriteLine("  forecast: a service is down, and each try fails at once; dollars are for 1,000 executions (Standard, us-east-1, $0.025 per 1,000 transitions)");
        output.WriteLine($"    {"state, errors",-62} {"first day",9} {"tries/day",9} {"events/day",10} {"$/day",9}  ends");
        foreach (var forecast in forecasts)
        {
            var name = $"{forecast.State}, {string.Join(" ", forecast.ErrorEquals)}";
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"    {(name.Length <= 62 ? name : name[..61] + "…"),-62} {forecast.TriesFirstDay,9:#,##0} {forecast.TransitionsPerDay,9:#,##0.#} {forecast.EventsPerDay,10:#,##0.#} {forecast.DollarsPerDayOfThousand,9:0.00}  {EndOf(forecast)}"));
        }
    }

    private static string EndOf(RetryForecast forecast) => forecast.End switch
    {
        ForecastEnd.RetriesRunOut => $"after {Span(forecast.DaysUntilEnd)}: retries run out",
        ForecastEnd.HistoryFull => $"after {Span(forecast.DaysUntilEnd)}: history full",
        _ => "after a year: execution too old",
    };

    private static string Span(double days) => days switch
    {
        < 2.0 / 24 => string.Create(CultureInfo.InvariantCulture, $"{days * 24 * 60:0.#} min"),
        < 2 => string.Create(CultureInfo.InvariantCulture, $"{days * 24:0.#} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{days:0.#} days"),
    };
}
