using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrderingSystem.Engine.Api;
using OrderingSystem.Engine.Api.Security;

namespace OrderingSystem.Benchmarks.Workloads;

/// <summary>
/// w1-wire: w1 through the Step Functions endpoint over loopback HTTP, in the same process. Each order is a signed StartExecution and, when it has ended, a signed
/// DescribeExecution; that it has ended the client learns in process, so that no polling is measured.
/// </summary>
internal static class HappyOrdersOnTheWire
{
    private const int TransitionsPerOrder = 5;

    public static async Task<WorkloadResult> RunAsync(WorkloadOptions options)
    {
        if (options.WarmUp > 0)
        {
            var folder = Directory.CreateTempSubdirectory("bench-warm-");
            _ = await RunAsync(options with { Orders = options.WarmUp, WarmUp = 0, Raw = false, Folder = folder.FullName });
            folder.Delete(recursive: true);
        }

        await using var engine = await BenchmarkEngine.OpenAsync(options.Folder);
        var machine = await engine.CreateHappyAsync();
        await using var server = await ServeAsync(engine);
        var address = new Uri(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = options.Concurrency, UseProxy = false }) { BaseAddress = address };
        var wire = new SignedClient(client);
        var run = Stopwatch.GetTimestamp();
        await Measure.RunAsync(Math.Min(2_000, options.Orders), options.Concurrency, number => OneAsync(engine, wire, machine, $"warm-{run}-{number}", number));
        var latencies = new double[options.Orders];
        var transactions = engine.Store.Transactions;
        var started = Stopwatch.GetTimestamp();
        await Measure.RunAsync(options.Orders, options.Concurrency, async number =>
        {
            var begun = Stopwatch.GetTimestamp();
            await OneAsync(engine, wire, machine, $"order-{run}-{number:D8}", number);
            latencies[number] = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        });
        var elapsed = Stopwatch.GetElapsedTime(started).TotalSeconds;
        transactions = engine.Store.Transactions - transactions;
        var rss = Measure.ResidentMegabytes();
        var raw = options.Raw ? RawSqlite.OrdersPerSecond(options.Folder, Math.Min(options.Orders, 20_000), options.Concurrency) : (double?)null;
        return new WorkloadResult("w1-wire", options.Orders)
        {
            OrdersPerSecond = options.Orders / elapsed,
            TransitionsPerSecond = options.Orders * TransitionsPerOrder / elapsed,
            P50Ms = Measure.Percentile(latencies, 0.5),
            P99Ms = Measure.Percentile(latencies, 0.99),
            RssMb = rss,
            DiskMb = Measure.DiskMegabytes(options.Folder),
            RawPerSecond = raw,
            RatioToRaw = options.Orders / elapsed / raw,
            Transactions = transactions,
        };
    }

    private static async Task OneAsync(BenchmarkEngine engine, SignedClient wire, string machine, string name, int number)
    {
        var start = await wire.CallAsync("StartExecution", $$"""{"stateMachineArn":"{{machine}}","name":"{{name}}","input":{{JsonSerializer.Serialize(BenchmarkEngine.OrderInput(number))}}}""");
        using var started = JsonDocument.Parse(start);
        var execution = started.RootElement.GetProperty("executionArn").GetString()!;
        _ = await engine.Engine.Api.WaitForEndAsync(execution, default);
        var ended = await wire.CallAsync("DescribeExecution", $$"""{"executionArn":"{{execution}}"}""");
        if (!Encoding.UTF8.GetString(ended).Contains("\"SUCCEEDED\"", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"{name} did not succeed: {Encoding.UTF8.GetString(ended)}");
        }
    }

    private static async Task<WebApplication> ServeAsync(BenchmarkEngine engine)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<IStepFunctionsEngine>(engine.Engine.Api);
        builder.Services.AddSingleton<ICredentialStore>(new OneKey());
        builder.Services.AddEngineApi();
        var app = builder.Build();
        app.MapEngineApi();
        await app.StartAsync();
        return app;
    }

    private sealed class OneKey : ICredentialStore
    {
        public SigningCredential? Find(string accessKeyId) =>
            accessKeyId == SignedClient.AccessKeyId ? new SigningCredential(SignedClient.AccessKeyId, SignedClient.SecretAccessKey) : null;
    }
}
