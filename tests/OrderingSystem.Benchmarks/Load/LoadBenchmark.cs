using System.Globalization;
using System.Text.Json.Nodes;
using OrderingSystem.Benchmarks.Workloads;

namespace OrderingSystem.Benchmarks.Load;

/// <summary>
/// <c>load --seconds 60 [--connections 64] [--warm-up 30] [--kill] --json</c>: <c>wrk</c> places orders at a host of its own on loopback, which has done so before for the
/// seconds of the warm-up: so long the runtime compiles what it runs on two processors. Afterwards every order that was accepted
/// is looked for; with <c>--kill</c> the host is killed half way and started again, with idle time skipped, until every one of them has shipped.
/// </summary>
internal static class LoadBenchmark
{
    private static readonly TimeSpan ShippingLimit = TimeSpan.FromMinutes(20);

    public static async Task<int> RunAsync(string[] args)
    {
        string? Value(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
        var seconds = int.Parse(Value("--seconds") ?? "60", CultureInfo.InvariantCulture);
        var connections = int.Parse(Value("--connections") ?? "64", CultureInfo.InvariantCulture);
        var warmUp = int.Parse(Value("--warm-up") ?? "30", CultureInfo.InvariantCulture);
        var kill = args.Contains("--kill");
        var folder = Directory.CreateTempSubdirectory("load-").FullName;
        try
        {
            var data = Path.Combine(folder, "data");
            JsonObject result;
            IReadOnlyList<string> lines;
            var host = await HostUnderLoad.StartAsync(data);
            try
            {
                await Wrk.RunAsync(host.Url, await host.SignInAsync(), folder, "warm", warmUp, connections);
                var loading = Wrk.RunAsync(host.Url, await host.SignInAsync(), folder, "load", seconds, connections);
                if (kill)
                {
                    await Task.Delay(TimeSpan.FromSeconds(seconds / 2.0), TimeProvider.System);
                    await host.KillAsync();
                }

                result = await loading;
                lines = await Wrk.ReadAcceptedAsync(folder, "load");
                result["found"] = kill ? null : await FindAsync(host, lines);
            }
            finally
            {
                await host.KillAsync();
            }

            var accepted = lines.Where(line => !line.StartsWith('!')).ToHashSet(StringComparer.Ordinal);
            if (kill)
            {
                await using var again = await HostUnderLoad.StartAsync(data, "--clock", "skip");
                result["shipped"] = await ShipAsync(again, accepted);
            }

            result["workload"] = kill ? "load, killed half way" : "load";
            result["warmUpSeconds"] = warmUp;
            result["accepted"] = accepted.Count;
            result["firstRefusal"] = lines.FirstOrDefault(line => line.StartsWith('!'));
            result["loadAverage"] = await ReadLoadAsync();
            await Console.Out.WriteLineAsync(result.ToJsonString());
            return (result["found"] ?? result["shipped"])!.GetValue<int>() == accepted.Count ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>How many of them the API knows.</summary>
    private static async Task<int> FindAsync(HostUnderLoad host, IReadOnlyList<string> accepted)
    {
        using var client = await host.SignedInAsync();
        var known = 0;
        await Measure.RunAsync(accepted.Count, 16, async number =>
        {
            using var answer = await client.GetAsync("/api/orders/" + accepted[number]);
            if (answer.IsSuccessStatusCode)
            {
                Interlocked.Increment(ref known);
            }
        });
        return known;
    }

    /// <summary>How many of them have shipped, when all have or time is up.</summary>
    private static async Task<int> ShipAsync(HostUnderLoad host, HashSet<string> accepted)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var shipped = 0;
            using (var client = await host.SignedInAsync())
            {
                string? cursor = null;
                do
                {
                    var page = JsonNode.Parse(await client.GetStringAsync("/api/orders?status=Shipped&limit=500" + (cursor is null ? string.Empty : "&cursor=" + cursor)))!;
                    shipped += page["items"]!.AsArray().Count(order => accepted.Contains(order!["orderId"]!.GetValue<string>()));
                    cursor = page["nextCursor"]?.GetValue<string>();
                }
                while (cursor is not null);
            }

            if (shipped == accepted.Count || TimeProvider.System.GetElapsedTime(started) > ShippingLimit)
            {
                return shipped;
            }

            await Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System);
        }
    }

    private static async Task<string?> ReadLoadAsync() =>
        File.Exists("/proc/loadavg") ? (await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[0] : null;
}
