using System.CommandLine;
using System.Text.Json;
using OrderingSystem.Host.Composition;
using OrderingSystem.Host.Configuration;
using OrderingSystem.Host.Demo;
using Spectre.Console;

namespace OrderingSystem.Host.Commands;

internal sealed class DemoCommand
{
    private readonly CommandLineOptions _options;

    private readonly Option<int> _orders = new("--orders")
    {
        Description = "How many orders to place, 1 to 100000.",
        DefaultValueFactory = _ => 20,
    };

    private readonly Option<double> _outageDays = new("--outage-days")
    {
        Description = "For how many days Bob's Post is down, from the first order on; 0 to 3650.",
        DefaultValueFactory = _ => 5,
    };

    private readonly Option<bool> _exit = new("--exit") { Description = "End after the summary: exit code 0 only if every order was booked once, shipped, and its customer told once." };

    private readonly Option<bool> _json = new("--json") { Description = "Print the summary as one line of JSON, last on standard output; everything else goes to standard error." };

    public DemoCommand(CommandLineOptions options)
    {
        _options = options;
        _orders.Validators.Add(result => Check(result.GetValueOrDefault<int>() is >= 1 and <= 100_000, result.AddError, "--orders: a whole number from 1 to 100000 is required."));
        _outageDays.Validators.Add(result => Check(result.GetValueOrDefault<double>() is >= 0 and <= 3650, result.AddError, "--outage-days: a number from 0 to 3650 is required."));
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
        var settings = _options.Read(line, ClockMode.Skip, folder.Make);
        if (settings.CarrierUrl is not null)
        {
            throw new HostStartException("The demo takes Bob's Post down and reads its ledger, so it needs the simulator: leave out --carrier-url.");
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

    private static void Check(bool good, Action<string> addError, string problem)
    {
        if (!good)
        {
            addError(problem);
        }
    }
}
