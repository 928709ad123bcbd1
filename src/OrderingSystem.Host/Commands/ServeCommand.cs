using System.CommandLine;
using OrderingSystem.Host.Composition;
using OrderingSystem.Host.Configuration;

namespace OrderingSystem.Host.Commands;

/// <summary><c>serve</c>, and what runs when no command is named.</summary>
internal sealed class ServeCommand
{
    private readonly CommandLineOptions _options;

    public ServeCommand(CommandLineOptions options)
    {
        _options = options;
        Command = new Command("serve", "Run everything until Ctrl+C. This is what happens without a command, too.");
        Command.SetAction(RunAsync);
    }

    public Command Command { get; }

    public Task<int> RunAsync(ParseResult line, CancellationToken cancellationToken) => Refusals.ExplainAsync(async () =>
    {
        var settings = _options.Read(line, ClockMode.Real, CommandLineOptions.DefaultDataFolder, HostSettings.DefaultRetention);
        await using var host = await RunningHost.StartAsync(settings, cancellationToken);
        Welcome.Print(host, Console.Out);
        await host.WaitAsync(cancellationToken);
        await Console.Out.WriteLineAsync("Stopping: running tasks may finish; whatever does not is taken up at the next start.");
        return 0;
    });
}
