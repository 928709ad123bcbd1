using System.Globalization;
using System.Text.Json;

namespace OrderingSystem.Benchmarks.Workloads;

/// <summary>
/// all: every workload, each run in a process of its own, three times (<c>--runs</c>); prints a Markdown table of the medians, and with <c>--json</c> each run's line before it.
/// <c>--quick</c> makes a tenth of everything.
/// </summary>
internal static class WholeTable
{
    public static async Task<int> RunAsync(string[] args)
    {
        var options = WorkloadOptions.Parse(args);
        Directory.Delete(options.Folder); // each run makes its own
        var scale = args.Contains("--quick") ? 10 : 1;
        (string Workload, int Orders)[] plan =
        [
            ("w1", 20_000), ("w1-wire", 20_000), ("w1-flat", 20_000), ("w2", 100_000), ("w2", 1_000_000), ("w3", 20_000), ("w4", 100_000), ("kills", 50),
        ];
        var rows = new List<string>();
        foreach (var (workload, orders) in plan)
        {
            var results = new List<WorkloadResult>();
            for (var run = 0; run < (workload == "kills" ? 1 : options.Runs); run++)
            {
                results.Add(await RunOneAsync(workload, Math.Max(1, orders / scale), scale, args.Contains("--json")));
            }

            rows.Add(Row([.. results.OrderBy(result => result.OrdersPerSecond)]));
        }

        await Console.Out.WriteLineAsync("| workload | orders/s | × raw | × raw, same bytes | p50 ms | p99 ms | resident MB | bytes on disk each | ready after SIGKILL ms | more |");
        await Console.Out.WriteLineAsync("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |");
        rows.ForEach(Console.Out.WriteLine);
        return 0;
    }

    private static async Task<WorkloadResult> RunOneAsync(string workload, int orders, int scale, bool json)
    {
        using var child = ChildProcess.Start(workload, "--orders", Text(orders), "--finished", Text(1_000_000 / scale), "--json");
        string? last = null;
        while (await child.StandardOutput.ReadLineAsync() is { } line)
        {
            last = line;
        }

        await child.WaitForExitAsync();
        if (child.ExitCode != 0 || last is null)
        {
            throw new InvalidOperationException($"{workload} ended with exit code {child.ExitCode}.");
        }

        if (json)
        {
            await Console.Out.WriteLineAsync(last);
        }

        return JsonSerializer.Deserialize(last, ResultJson.Default.WorkloadResult)!;
    }

    /// <summary>The run in the middle, whole: medians of each figure by itself would mix runs.</summary>
    private static string Row(List<WorkloadResult> results)
    {
        var middle = results[results.Count / 2];
        var more = middle switch
        {
            { RatioToEmpty: { } ratio } => string.Create(CultureInfo.InvariantCulture, $"{ratio:0.00} × the empty file; {middle.RatioWhileRemoving:0.00} × that, p99 {middle.P99WhileRemovingMs:0} ms, while {middle.Removed:N0} were removed"),
            { FirstOrderMs: { } first } => string.Create(CultureInfo.InvariantCulture, $"a new order done after {first:N0} ms; {middle.BytesOfMemoryEach:N0} B of memory each"),
            { AllAwakeMs: { } awake } => string.Create(CultureInfo.InvariantCulture, $"all awake after {awake:N0} ms"),
            { Workload: "kills" } => string.Create(CultureInfo.InvariantCulture, $"{middle.OrdersPerSecond:N0} orders accepted, all done after {middle.Orders} kills"),
            _ => string.Empty,
        };
        return string.Join(" | ", $"| {middle.Workload}, {middle.Orders.ToString("N0", CultureInfo.InvariantCulture)}",
            middle.Workload == "kills" ? string.Empty : Number(middle.OrdersPerSecond, "N0"), Number(middle.RatioToRaw, "0.00"), Number(middle.RatioToSameBytes, "0.00"), Number(middle.P50Ms, "0.0"),
            Number(middle.P99Ms, "0.0"), Number(middle.RssMb, "N0"), Number(middle.BytesOfDiskEach, "N0"), Number(middle.RecoveryMs, "N0"), more + " |");
    }

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? string.Empty;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
