using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace OrderingSystem.Benchmarks.ColdStarts;

/// <summary>
/// How long the native executable of the functions takes from the start of its process to its first request for work: the part of Lambda's cold start that
/// is ours; and how much processor time of it, which other work on the machine does not lengthen. Beside it, in the same run, a native program that does nothing (<c>true</c>): what starting any process costs here.
/// </summary>
internal static class ColdStartBenchmark
{
    private const int Starts = 20;

    /// <param name="args"><c>cold-start [BOOTSTRAP]</c>; left out, what <c>infra/build.sh</c> made.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var bootstrap = args is [_, var path, ..] ? path : Path.Combine("artifacts", "lambda", "bootstrap");
        if (!File.Exists(bootstrap))
        {
            await Console.Error.WriteLineAsync($"There is no {bootstrap}: run infra/build.sh first, or name the executable.");
            return 1;
        }

        var ours = new double[Starts];
        var processor = new double[Starts];
        var nothing = new double[Starts];
        for (var start = -1; start < Starts; start++) // one more before, which reads the file from disk
        {
            var ((our, cpu), bare) = (await MeasureAsync(bootstrap), await MeasureNothingAsync());
            if (start >= 0)
            {
                (ours[start], processor[start], nothing[start]) = (our, cpu, bare);
            }
        }

        Array.Sort(ours);
        Array.Sort(processor);
        Array.Sort(nothing);
        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(new
        {
            workload = "cold-start",
            starts = Starts,
            bestMs = Math.Round(ours[0], 1),
            medianMs = Math.Round(ours[Starts / 2], 1),
            worstMs = Math.Round(ours[^1], 1),
            processorMedianMs = Math.Round(processor[Starts / 2], 1),
            nothingMedianMs = Math.Round(nothing[Starts / 2], 1),
            executableBytes = new FileInfo(bootstrap).Length,
        }));
        return 0;
    }

    private static async Task<(double WallMs, double ProcessorMs)> MeasureAsync(string bootstrap)
    {
        using var api = new TcpListener(IPAddress.Loopback, 0);
        api.Start();
        var start = new ProcessStartInfo(Path.GetFullPath(bootstrap)) { UseShellExecute = false, RedirectStandardOutput = true };
        start.Environment.Clear();
        foreach (var (name, value) in new[]
        {
            ("AWS_LAMBDA_RUNTIME_API", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{((IPEndPoint)api.LocalEndpoint).Port}")),
            ("_HANDLER", "BookShipment"),
            ("AWS_REGION", "us-east-1"),
            ("AWS_ACCESS_KEY_ID", "local"),
            ("AWS_SECRET_ACCESS_KEY", "local"),
            ("ORDERS_TABLE", "orders"),
            ("ORDER_STATE_MACHINE_ARN", "arn:aws:states:us-east-1:123456789012:stateMachine:order"),
            ("CARRIER_URL", "https://carrier.example"),
            ("NOTIFICATION_TOPIC_ARN", "arn:aws:sns:us-east-1:123456789012:notifications"),
            ("EMAIL_FROM", "orders@example.com"),
        })
        {
            start.Environment[name] = value;
        }

        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        using var connection = await api.AcceptTcpClientAsync();
        var request = new byte[1024];
        var read = await connection.GetStream().ReadAsync(request);
        var elapsed = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        var processor = process.TotalProcessorTime.TotalMilliseconds;
        process.Kill();
        await process.WaitForExitAsync();
        return Encoding.ASCII.GetString(request, 0, read).StartsWith("GET /2018-06-01/runtime/invocation/next", StringComparison.Ordinal)
            ? (elapsed, processor)
            : throw new InvalidOperationException($"It asked for something else: {Encoding.ASCII.GetString(request, 0, read)}");
    }

    private static async Task<double> MeasureNothingAsync()
    {
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo("/bin/true") { UseShellExecute = false })!;
        await process.WaitForExitAsync();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }
}
