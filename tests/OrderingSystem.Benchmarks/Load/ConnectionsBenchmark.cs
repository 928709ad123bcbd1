using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;
using OrderingSystem.Benchmarks.Workloads;

namespace OrderingSystem.Benchmarks.Load;

/// <summary>
/// <c>connections --count 10000 --rounds 2</c>: opens so many connections to an engine of its own and keeps them for 20 seconds. A third says nothing, a third half a request line, a third the
/// head of a request and a byte of its body every second. Meanwhile two clients sign requests: one that was connected before, and one that comes anew each time.
/// </summary>
internal static class ConnectionsBenchmark
{
    private static readonly TimeSpan Hold = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync(string[] args)
    {
        var at = Array.IndexOf(args, "--count");
        var count = at >= 0 && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : 10_000;
        at = Array.IndexOf(args, "--rounds");
        var rounds = at >= 0 && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : 2;
        var folder = Directory.CreateTempSubdirectory("connections-").FullName;
        try
        {
            await using var host = await HostUnderLoad.StartEngineAsync(folder);
            using var known = await host.CreateEngineClientAsync();
            for (var i = 0; i < 200; i++)
            {
                _ = await known.ListStateMachinesAsync(new ListStateMachinesRequest()); // compiles
            }

            var held = true;
            for (var round = 1; round <= rounds; round++)
            {
                held &= await RunRoundAsync(host, known, count, round);
            }

            return held ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <returns>Whether every request of the known client was answered, and every connection let go.</returns>
    private static async Task<bool> RunRoundAsync(HostUnderLoad host, AmazonStepFunctionsClient known, int count, int round)
    {
        var before = Look(host.ProcessId);
        var peak = before;
        var sockets = await OpenAsync(host.Url, count);
        var (calls, newcomers) = (new Calls(), new Calls());
        using (var end = new CancellationTokenSource(Hold, TimeProvider.System))
        {
            var dripping = DripAsync(sockets, end.Token);
            while (!end.IsCancellationRequested)
            {
                await calls.AddAsync(known);
                using (var newcomer = await host.CreateEngineClientAsync())
                {
                    await newcomers.AddAsync(newcomer);
                }

                var now = Look(host.ProcessId);
                peak = (Math.Max(peak.Megabytes, now.Megabytes), Math.Max(peak.Files, now.Files));
                await Task.Delay(Pace, TimeProvider.System);
            }

            await dripping;
        }

        var stillOpen = sockets.Count(socket => socket is not null && IsOpen(socket));
        sockets.ForEach(socket => socket?.Dispose());
        await Task.Delay(Settle, TimeProvider.System);
        var after = Look(host.ProcessId);
        await calls.AddAsync(known);
        var result = new JsonObject
        {
            ["workload"] = "connections",
            ["round"] = round,
            ["count"] = count,
            ["openAfterTwentySeconds"] = stillOpen,
            ["known"] = calls.Report(),
            ["newcomers"] = newcomers.Report(),
            ["megabytes"] = new JsonObject { ["before"] = Math.Round(before.Megabytes, 1), ["peak"] = Math.Round(peak.Megabytes, 1), ["after"] = Math.Round(after.Megabytes, 1) },
            ["files"] = new JsonObject { ["before"] = before.Files, ["peak"] = peak.Files, ["after"] = after.Files },
        };
        await Console.Out.WriteLineAsync(result.ToJsonString());
        return calls.Failures == 0 && after.Files <= before.Files + 10;
    }

    /// <returns>Null where a connection was refused at once.</returns>
    private static async Task<List<Socket?>> OpenAsync(Uri url, int count)
    {
        var head = Encoding.ASCII.GetBytes(
            $"POST / HTTP/1.1\r\nHost: {url.Authority}\r\nX-Amz-Target: AWSStepFunctions.ListStateMachines\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: 1000000\r\n\r\n");
        var sockets = new List<Socket?>(count);
        for (var i = 0; i < count; i++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, url.Port);
                _ = (i % 3) switch { 1 => await socket.SendAsync(head.AsMemory(0, 8)), 2 => await socket.SendAsync(head), _ => 0 };
                sockets.Add(socket);
            }
            catch (SocketException)
            {
                socket.Dispose();
                sockets.Add(null);
            }
        }

        return sockets;
    }

    /// <summary>Reads what the host said, and whether it then closed.</summary>
    private static bool IsOpen(Socket socket)
    {
        var buffer = new byte[4096];
        try
        {
            while (socket.Poll(0, SelectMode.SelectRead))
            {
                if (socket.Receive(buffer) == 0)
                {
                    return false;
                }
            }

            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static async Task DripAsync(List<Socket?> sockets, CancellationToken cancellationToken)
    {
        using var second = new PeriodicTimer(TimeSpan.FromSeconds(1), TimeProvider.System);
        try
        {
            while (await second.WaitForNextTickAsync(cancellationToken))
            {
                for (var i = 2; i < sockets.Count; i += 3)
                {
                    try
                    {
                        _ = sockets[i]?.Send("{"u8);
                    }
                    catch (SocketException)
                    {
                        // the host has closed it, as it should
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // time is up
        }
    }

    private static (double Megabytes, int Files) Look(int processId)
    {
        using var process = Process.GetProcessById(processId);
        return (process.WorkingSet64 / 1e6, Directory.Exists($"/proc/{processId}/fd") ? Directory.GetFiles($"/proc/{processId}/fd").Length : 0);
    }

    /// <summary>Signed requests, and what became of them.</summary>
    private sealed class Calls
    {
        private readonly List<double> _milliseconds = [];

        public int Failures { get; private set; }

        public async Task AddAsync(AmazonStepFunctionsClient client)
        {
            var begun = Stopwatch.GetTimestamp();
            try
            {
                _ = await client.ListStateMachinesAsync(new ListStateMachinesRequest());
                _milliseconds.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }
            catch (Exception refused) when (refused is HttpRequestException or AmazonStepFunctionsException or OperationCanceledException)
            {
                Failures++;
            }
        }

        public JsonObject Report() => new()
        {
            ["answered"] = _milliseconds.Count,
            ["refused"] = Failures,
            ["p50Ms"] = Math.Round(Measure.Percentile(_milliseconds, 0.5), 1),
            ["p99Ms"] = Math.Round(Measure.Percentile(_milliseconds, 0.99), 1),
        };
    }
}
