using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using OrderingSystem.Host.Forecast;

namespace OrderingSystem.Host.Commands;

/// <summary><c>forecast</c>: what an outage costs on AWS, by this design and by the two that it replaces. Keeps nothing.</summary>
internal sealed class ForecastCommand
{
    private readonly Option<int> _orders = CommandLineOptions.Make("--orders", "How many orders wait, 1 to 10000.", ParseOrders, 1_000, recursive: false);

    private readonly Option<double> _outageDays = CommandLineOptions.Make("--outage-days", "For how many days Bob's Post is down, 0.1 to 365.", ParseDays, 7d, recursive: false);

    private readonly Option<bool> _json = CommandLineOptions.Make("--json", "Print one line of JSON instead of a table.", CommandLineOptions.ParseFlag, false, recursive: false);

    public ForecastCommand()
    {
        Command = new Command("forecast", "Run the state machines through an outage under virtual time and say what AWS would bill, beside the designs that they replace.")
        {
            _orders,
            _outageDays,
            _json,
        };
        Command.SetAction(RunAsync);
    }

    public Command Command { get; }

    private Task<int> RunAsync(ParseResult line, CancellationToken cancellationToken) => Refusals.ExplainAsync(async () =>
    {
        var plan = new ForecastPlan(line.GetValue(_orders), line.GetValue(_outageDays));
        var report = await ForecastRun.RunAsync(plan, design => Console.Error.WriteLine($"Running {design.Name}: {design.OrdersToRun(plan)} orders ..."), cancellationToken);
        if (line.GetValue(_json))
        {
            Console.WriteLine(JsonSerializer.Serialize(report, ForecastJson.Default.ForecastReport));
            return 0;
        }

        foreach (var text in ForecastText.Lines(report))
        {
            Console.WriteLine(text);
        }

        return 0;
    });

    private static int ParseOrders(string text, out string? problem)
    {
        problem = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var orders) && orders is >= 1 and <= 10_000
            ? null
            : "is not a whole number from 1 to 10000.";
        return orders;
    }

    private static double ParseDays(string text, out string? problem)
    {
        problem = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var days) && days is >= 0.1 and <= 365
            ? null
            : "is not a number from 0.1 to 365.";
        return days;
    }
}
