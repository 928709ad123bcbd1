using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using OrderingSystem.Host.Composition;
using OrderingSystem.Host.Configuration;
using OrderingSystem.Host.Demo;
using Spectre.Console;

namespace OrderingSystem.Host.Commands;

internal sealed class DemoCommand
{
    private readonly CommandLineOptions _options;

    private readonly Option<int> _orders = CommandLineOptions.Make("--orders", "How many orders to place, 1 to 100000.", ParseOrders, 20, recursive: false);

    private readonly Option<double> _outageDays = CommandLineOptions.Make(
        "--outage-days", "For how many days Bob's Post is down, from the first order on; 0 to 3650.", ParseDays, 5d, recursive: false);

    private readonly Option<bool> _exit = CommandLineOptions.Make(
        "--exit", "End after the summary: exit code 0 only if every order was booked once, shipped, and its customer told once.", CommandLineOptions.ParseFlag, false, recursive: false);

    private readonly Option<bool> _json = CommandLineOptions.Make(
        "--json", "Print the summary as one line of JSON, last on standard output; everything else goes to standard error.", CommandLineOptions.ParseFlag, false, recursive: false);

    public DemoCommand(CommandLineOptions options)
    {
        _options = options;
        Command = new Command("demo", "Place orders while Bob's Post is down for days, skip idle time, and count what came of them. Uses a new temporary folder unless --data names one.")
        {
            _orders,
            _outageDays,
            _exit,
            _json,
        };
        Command.SetAction(RunAsync);
    }

    public Command Command { get; }

    private Task<int> RunAsync(ParseResult line, CancellationToken cancellationToken) => Refusals.ExplainAsync(async () =>
    {
        using var folder = new DemoFolder();
        var settings = _options.Read(line, ClockMode.Skip, folder.Make, defaultRetention: null);
        if (settings.CarrierUrl is not null)
        {
            throw new HostStartException("The demo takes Bob's Post down and reads its ledger, so it needs the simulator: leave out --carrier-url.");
        }

        if (settings.Tls is not null)
        {
            throw new HostStartException("The demo calls its own API on loopback: leave out --tls-certificate, or use 'serve'.");
        }

        var (json, exit) = (line.GetValue(_json), line.GetValue(_exit));
        await using var host = await RunningHost.StartAsync(settings, cancellationToken);
        var plan = new DemoPlan(line.GetValue(_orders), line.GetValue(_outageDays), settings.DataFolder);
        var display = Display(json);
        if (!exit)
        {
            Welcome.Print(host, json ? Console.Error : Console.Out);
        }

        var summary = await display.ShowAsync(plan, report => new DemoRun(host, host.Simulator!, plan).RunAsync(report, cancellationToken));
        display.Finished(plan, summary);
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(summary, DemoJson.Default.DemoSummary));
        }

        if (exit)
        {
            return summary.IsFlawless ? 0 : 1;
        }

        await (json ? Console.Error : Console.Out).WriteLineAsync($"Still serving at {host.Url}. Ctrl+C ends it.");
        await host.WaitAsync(cancellationToken);
        return 0;
    });

    private static IDemoDisplay Display(bool json)
    {
        var redirected = json ? Console.IsErrorRedirected : Console.IsOutputRedirected;
        return redirected
            ? new PlainDemoDisplay(json ? Console.Error : Console.Out)
            : new LiveDemoDisplay(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(json ? Console.Error : Console.Out) }));
    }

    private static int ParseOrders(string text, out string? problem)
    {
        problem = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var orders) && orders is >= 1 and <= 100_000
            ? null
            : "is not a whole number from 1 to 100000.";
        return orders;
    }

    private static double ParseDays(string text, out string? problem)
    {
        problem = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var days) && days is >= 0 and <= 3650
            ? null
            : "is not a number from 0 to 3650.";
        return days;
    }
}
