using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using OrderingSystem.Engine.Sqlite.Checking;
using OrderingSystem.Engine.Stores;
using OrderingSystem.Host.Configuration;
using OrderingSystem.Infrastructure.Stores.Sqlite;

namespace OrderingSystem.Host.Commands;

/// <summary><c>check</c>: reads a whole data folder, in use or not. Exit code 0 where all is well, 1 where something is wrong, 2 where it cannot be read.</summary>
internal sealed class CheckCommand
{
    private const int Wrong = 1;

    private readonly CommandLineOptions _options;

    private readonly Option<bool> _json = CommandLineOptions.Make("--json", "Print one line of JSON instead of text.", CommandLineOptions.ParseFlag, false, recursive: false);

    public CheckCommand(CommandLineOptions options)
    {
        _options = options;
        Command = new Command(
            "check", "Read the whole data folder and say what is wrong: damaged pages and rows, histories with gaps, executions that nothing would move on, orders without one. Changes nothing. Uses --data.")
        {
            _json,
        };
        Command.SetAction(RunAsync);
    }

    public Command Command { get; }

    private Task<int> RunAsync(ParseResult line, CancellationToken cancellationToken) => Refusals.ExplainAsync(async () =>
    {
        var report = await Task.Run(() => Check(_options.ReadDataFolder(line)), cancellationToken);
        if (line.GetValue(_json))
        {
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(report, CheckJson.Default.FolderReport));
        }
        else
        {
            await Console.Out.WriteLineAsync(
                $"{report.Executions:N0} executions, {report.Running:N0} of them running; {report.HistoryEvents:N0} events; {report.Orders:N0} orders, {report.OpenOrders:N0} of them open");
            foreach (var problem in report.Problems)
            {
                await Console.Out.WriteLineAsync("  " + problem);
            }

            await Console.Out.WriteLineAsync(report.ProblemCount == 0 ? "Nothing is wrong." : $"{report.ProblemCount:N0} problems.");
        }

        return report.ProblemCount == 0 ? 0 : Wrong;
    });

    /// <summary>Orders first: whatever the order's file speaks of, the engine's had before it.</summary>
    private static FolderReport Check(string folder)
    {
        var path = Path.Combine(folder, DataFiles.Orders);
        var orders = File.Exists(path) ? OrderFileCheck.Run(path) : new OrderFileReport(0, [], []);
        try
        {
            var engine = StoreCheck.Run(folder, [.. orders.OpenOrders.Select(Expect)]);
            return new FolderReport(engine.Executions, engine.Running, engine.HistoryEvents, orders.Orders, orders.OpenOrders.Count,
                [.. engine.Problems, .. orders.Problems], engine.ProblemCount + orders.Problems.Count);
        }
        catch (DataFolderException refusal)
        {
            throw new HostStartException(refusal.Message);
        }
    }

    private static ExpectedExecution Expect(OpenOrder order)
    {
        var parts = order.ExecutionArn.Split(':'); // arn:aws:states:REGION:ACCOUNT:execution:MACHINE:NAME
        return new ExpectedExecution(parts.ElementAtOrDefault(6) ?? string.Empty, parts.ElementAtOrDefault(7) ?? string.Empty, $"order {order.OrderId}");
    }
}

/// <param name="OpenOrders">Of the orders: those that an execution must work on.</param>
/// <param name="Problems">The first hundred or so, in words.</param>
internal sealed record FolderReport(
    long Executions, long Running, long HistoryEvents, long Orders, long OpenOrders, IReadOnlyList<string> Problems, long ProblemCount);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(FolderReport))]
internal sealed partial class CheckJson : JsonSerializerContext;
