using System.CommandLine;
using OrderingSystem.Engine.Api;
using OrderingSystem.Host.Composition;
using OrderingSystem.Host.Configuration;

namespace OrderingSystem.Host.Commands;

/// <summary><c>engine</c>: for state machines that have nothing to do with orders.</summary>
internal sealed class EngineCommand
{
    private readonly CommandLineOptions _options;

    private readonly Option<Uri?> _consoleUrl = CommandLineOptions.Make<Uri?>(
        "--console-url", "Where the web console for the engine's executions listens; without it there is none.", CommandLineOptions.ParseLoopback, null, recursive: false);

    public EngineCommand(CommandLineOptions options)
    {
        _options = options;
        Command = new Command("engine", "Run the embedded engine and its Step Functions endpoint alone until Ctrl+C. Uses --data, --stepfunctions-url, --stepfunctions-auth and --clock.")
        {
            _consoleUrl,
        };
        Command.SetAction(RunAsync);
    }

    public Command Command { get; }

    private Task<int> RunAsync(ParseResult line, CancellationToken cancellationToken) => Refusals.ExplainAsync(async () =>
    {
        var settings = _options.Read(line, ClockMode.Real, CommandLineOptions.DefaultDataFolder, HostSettings.DefaultRetention) with { ConsoleUrl = line.GetValue(_consoleUrl) };
        await using var engine = await RunningEngine.StartAsync(settings, cancellationToken);
        await Console.Out.WriteLineAsync(
            $"""
            Step Functions   {engine.Url}    (any AWS tool, with --endpoint-url {(settings.StepFunctionsAuthentication == EngineApiAuthentication.None ? "and any credentials" : "and the credentials below")})
            Web console      {engine.ConsoleUrl?.AbsoluteUri ?? "none (--console-url http://127.0.0.1:5080)"}
            Data             {settings.DataFolder}
            Credentials      {Path.Combine(settings.DataFolder, CredentialsFile.FileName)}
            Clock            {settings.Clock}
            It listens on loopback only. Lambda functions and other services are called where LAMBDA_ENDPOINT, DYNAMODB_ENDPOINT, SQS_ENDPOINT, SNS_ENDPOINT and
            EVENTS_ENDPOINT say; docs/engine.md has the rest.

            """);
        await engine.WaitAsync(cancellationToken);
        await Console.Out.WriteLineAsync("Stopping: whatever is under way is taken up at the next start.");
        return 0;
    });
}
