using System.CommandLine;
using OrderingSystem.Host.Commands;

var options = new CommandLineOptions();
var root = new RootCommand("Durable orders on Step Functions: the admin API, the embedded engine with its Step Functions endpoint, and a stand-in for the carrier, in one process.");
foreach (var option in options.All)
{
    root.Options.Add(option);
}

var serve = new ServeCommand(options);
root.SetAction(serve.RunAsync);
root.Subcommands.Add(serve.Command);
root.Subcommands.Add(new DemoCommand(options).Command);
root.Subcommands.Add(new EngineCommand(options).Command);
root.Subcommands.Add(new BackupCommand(options).Command);
root.Subcommands.Add(new CheckCommand(options).Command);
root.Subcommands.Add(new LintCommand().Command);
root.Subcommands.Add(new SimulateCommand().Command);
root.Subcommands.Add(new ForecastCommand().Command);

return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
